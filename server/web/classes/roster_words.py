"""What the headings of lists mean, as learning platforms and schools write them.

Words are compared without case, accents, brackets and signs: `E-Mail-Adresse` is `e mail adresse`.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum


class Meaning(StrEnum):
    """What a column holds; UNUSED for what a roster has no use for."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    MIDDLE = "middle"
    SECOND = "second"
    EMAIL = "email"
    TABLE = "table"
    DELEGATION = "delegation"
    ROLE = "role"
    UNUSED = "unused"


def plain(text: str) -> str:
    """A heading or word in its plain form, for comparing."""
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    spread = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(ch for ch in spread if unicodedata.category(ch) not in ("Mn", "Cf"))
    return " ".join(re.findall(r"[^\W_]+", kept))


_SURE: dict[Meaning, str] = {
    Meaning.NAME: """
        name, names, full name, fullname, full names, display name, student, students, student name,
        student names, name of student, pupil, participant, participants, participant name, learner,
        learner name, delegate, attendee, user full name, preferred full name, name student
        Namen, vollständiger Name, Studierende, Studierender, Student/in, Studenten, Schüler,
        Schülerin, Schülername, Teilnehmer, Teilnehmende, Teilnehmer/in, Vor- und Nachname,
        Vorname Nachname, Vorname und Nachname, Nachname Vorname, Name Vorname
        nom, noms, nom complet, nom et prénom, nom prénom, prénom et nom, prénom nom, étudiant,
        étudiante, étudiants, étudiant·e, élève, élèves, participante
        nombre, nombres, nombre completo, nombre y apellidos, apellidos y nombre, alumno, alumna,
        alumnos, alumno/a, estudiante, estudiantes
        nome, nome completo, nome e cognome, cognome e nome, studente, studenti, aluno, alunos
        naam, volledige naam, studenten, leerling
        имя, фио, ф.и.о., полное имя, фамилия имя, фамилия и имя, имя и фамилия, студент, студенты,
        ученик, участник, фамилия имя отчество, піб, студентка
        이름, 성명, 학생, 학생명, 학생 이름, 학생이름, 성함, 참가자
        姓名, 名字, 学生姓名, 學生姓名, 学生, 學生, 中文姓名, 全名, 名称
        氏名, 名前, お名前, 学生氏名, 生徒, 生徒氏名, 生徒名, 学生名, フルネーム
        الاسم, اسم, الاسم الكامل, اسم الطالب, الطالب, الطلاب, الاسم الثلاثي
        שם, שם מלא, שם התלמיד, שם הסטודנט, תלמיד, סטודנט, סטודנטים, תלמידים
        imię i nazwisko, nazwisko i imię, ad soyad, adı soyadı, namn, navn, nimi, jméno a příjmení,
        név, teljes név, ονοματεπώνυμο, nama, nama lengkap, ime i prezime, meno a priezvisko,
        nume, nume și prenume, vardas pavardė, име, име и фамилия, ім'я та прізвище
        họ và tên, họ tên, tên đầy đủ, tên sinh viên, tên học sinh, sinh viên, học sinh
        ชื่อ-นามสกุล, ชื่อ นามสกุล, ชื่อ-สกุล, ชื่อ สกุล, ชื่อเต็ม, ชื่อนักเรียน, ชื่อนักศึกษา, นักเรียน, นักศึกษา
        नाम, पूरा नाम, छात्र का नाम, विद्यार्थी का नाम, छात्र, विद्यार्थी,
        নাম, নাম পূর্ণ, பெயர், పేరు, ಹೆಸರು, പേര്, નામ, ਨਾਮ
        نام کامل, نام و نام خانوادگی, نام دانشجو, نام دانش آموز, دانشجو, نام طالب علم
        სახელი და გვარი, անուն ազգանուն, ስም, ሙሉ ስም, ឈ្មោះ, ຊື່, နာမည်
    """,
    Meaning.GIVEN: """
        first name, firstname, first, first names, given name, given names, given, givenname,
        forename, forenames, preferred name, preferred first name, student first name,
        first name preferred, legal first name
        Vorname, Vornamen, Rufname
        prénom, prénoms, nombre de pila, primer nombre, nome próprio, nome di battesimo, prenome,
        voornaam, voornamen, roepnaam
        личное имя, имя студента, 名, ファーストネーム
        الاسم الأول, الاسم الاول, الاسم الشخصي, שם פרטי
        imię, imiona, adı, förnamn, fornavn, etunimi, etunimet, jméno, křestní jméno, meno,
        keresztnév, utónév, ім'я, όνομα, nama depan, ime, prenume, vardas, eesnimi, vārds, tên, ชื่อ,
        ชื่อจริง, पहला नाम, प्रथम नाम, نام, نام کوچک, სახელი
    """,
    Meaning.FAMILY: """
        last name, lastname, last, last names, family name, family names, family, familyname,
        surname, surnames, sur name, student last name, legal last name
        Nachname, Nachnamen, Familienname, Zuname
        nom de famille, nom d'usage, nom usuel, nom de naissance, apellido, apellido paterno,
        1er apellido, apellidos, primer apellido, cognome, sobrenome,
        apelido, achternaam, familienaam
        фамилия, фамилии, прізвище, 姓, 姓氏, 성, 성씨, 苗字, ラストネーム
        اسم العائلة, العائلة, اللقب, الكنية, اسم الأسرة, שם משפחה
        nazwisko, soyadı, soyad, efternamn, efternavn, etternavn, sukunimi, příjmení, priezvisko,
        vezetéknév, családnév, επώνυμο, nama belakang, prezime, nume de familie, pavardė,
        perekonnanimi, uzvārds, họ, họ và tên đệm, họ đệm, họ và đệm, họ và chữ đệm,
        นามสกุล, สกุล, उपनाम, कुलनाम, نام خانوادگی, გვარი
    """,
    Meaning.MIDDLE: """
        tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, tussenv, name prefix,
        Namenszusatz, Vorsatzwort, Namensvorsatz
    """,
    Meaning.SECOND: """
        segundo apellido, 2º apellido, 2do apellido, apellido materno, second surname,
        second last name, second family name
    """,
    Meaning.EMAIL: """
        email, e-mail, mail, emails, email address, e-mail address, mail address, emailaddress,
        user email, student email, student e-mail, email 1, primary email, school email,
        institutional email, university email, work email
        E-Mail-Adresse, Emailadresse, Mailadresse, E-Mail Adresse, Mail-Adresse
        adresse e-mail, adresse mail, adresse de courriel, courriel, adresse électronique, mél
        correo, correo electrónico, dirección de correo, dirección de correo electrónico,
        dirección email, indirizzo email, indirizzo e-mail, posta elettronica, endereço de email,
        endereço de e-mail, e-mailadres
        почта, эл. почта, электронная почта, адрес электронной почты, эл. адрес, имейл,
        електронна пошта, пошта
        이메일, 이메일 주소, 메일, 전자우편, 电子邮件, 电子邮箱, 邮箱, 邮件, 邮箱地址, 電子郵件,
        電郵,
        メール, メールアドレス, Eメール, 電子メール
        البريد الإلكتروني, البريد الالكتروني, بريد إلكتروني, البريد, الإيميل, ايميل
        דוא"ל, אימייל, מייל, דואר אלקטרוני, כתובת מייל, כתובת אימייל
        adres e-mail, e-posta, e-postadress, e-post, sähköposti, epost, ईमेल, อีเมล, ایمیل, surel
    """,
    Meaning.TABLE: """
        table, table number, table no, tables, Tisch, Tischnummer, tavolo, mesa, стол, номер стола,
        테이블, 桌, 桌号, テーブル, الطاولة, טבלה, שולחן
    """,
    Meaning.DELEGATION: """
        delegation, delegations, Delegationen, délégation, delegación, delegazione, delegação,
        делегация, 대표단, 代表团, 代表團, 代表団, الوفد, משלחת, delegatie
    """,
    Meaning.ROLE: """
        inner role, inner_role, part, part in delegation
    """,
}
"""Headings that can mean nothing else."""

_MAYBE: dict[Meaning, str] = {
    Meaning.TABLE: """
        group, groups, group name, group number, team, teams, Gruppe, Gruppen, Gruppenname,
        groupe, groupes, équipe, grupo, grupos, equipo, gruppo, gruppi, groep, группа, команда,
        조, 그룹, 모둠, 组, 小组, 组别, 組, グループ, المجموعة, קבוצה, grupa, grup,
        nhóm, กลุ่ม, समूह, skupina, csoport, ομάδα, ryhmä, grupp, kelompok, گروه, група
    """,
    Meaning.DELEGATION: """
        country, party, countries, Land, Partei, Staat, pays, partie, país, parte, paese, страна,
        сторона, 국가, 나라, 国家, 国, 國家, 国名, الدولة, البلد, מדינה, ארץ
    """,
    Meaning.ROLE: """
        role, roles, Rolle, Rollen, rôle, rol, ruolo, papel, роль, 역할, 角色, 役割, الدور, תפקיד
    """,
}
"""Headings of ours that other systems use for something else: believed when the cells fit."""

_PASSED = """
    points possible, student test, test student, class average, overall average, average, mean,
    median, total, totals, sum, count, date, due date, points, max points, maximum points,
    total points,
    number of students, total students, grand total, standard deviation, end of list,
    Durchschnitt, Mittelwert, Summe, Gesamt, Gesamtzahl, Anzahl, Maximalpunktzahl,
    Klassendurchschnitt,
    moyenne, somme, total général, moyenne générale, promedio, media, suma, moyenne de la classe,
    итого, всего, среднее, средний балл, 합계, 평균, 총계, 총점, 合计, 总计, 平均,
    平均分, 總計, 合計,
    المجموع, المتوسط, סך הכל, ממוצע
"""
"""The first cells of rows that hold sums and dates, and of the students that platforms invent."""

_OTHER_ROLES = """
    student, students, learner, participant, member, teacher, instructor, ta, teaching assistant,
    teilnehmer, teilnehmer/in, studierende, étudiant, étudiante, enseignant, estudiante, alumno,
    profesor, студент, преподаватель, 학생, 学生, 學生, طالب, סטודנט, non-editing teacher, owner,
    studentenrollment, studentview, trainer/in, observerenrollment
"""
"""What platforms write in a column of roles: nobody's part in a delegation."""


def _words(text: str) -> Iterable[str]:
    return (plain(word) for word in re.split(r"[,\n]", text) if plain(word))


_FILLING = frozenset(
    _words("""
    of, the, your, my, which, who, do, you, represent, a, please, enter,
    write, what, is, s, in, as, on, for, official, registered
    des, der, die, das, dem, den, ihr, dein, euer, bitte, amtlicher
    de, du, la, le, l, d, votre, ton, del, el, tu, su, do, da, seu, della, dello, di, il, lo, tuo
    van, het, een, uw, je, din, dit, ditt, twoje, sizin, твое, ваше, ваши, का, के
    student, students, pupil, participant, learner, delegate, child, Schülers, Schülerin, Schüler,
    Studierenden, Teilnehmers, Teilnehmenden, élève, étudiant, étudiante, participante, alumno,
    alumna, estudiante, aluno, aluna, estudante, studente, studentessa, alunno, leerling, elev,
    ucznia, studenta, öğrenci, öğrencinin, hallgató, tanuló, студента, ученика, учащегося,
    mahasiswa, siswa, pelajar, 학생, 참가자, 学生, 學生, 生徒
    """)
)
"""Words of a heading that say nothing about which name is meant."""


def _as_written(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


_OF_NAMES = (Meaning.NAME, Meaning.GIVEN, Meaning.FAMILY)
_AND = re.compile(r"[,，;/&+]|\b(?:and|und|et|y|e|и)\b")
_KNOWN = {
    **{word: (meaning, False) for meaning, text in _MAYBE.items() for word in _words(text)},
    **{word: (meaning, True) for meaning, text in _SURE.items() for word in _words(text)},
}
_WRITTEN = frozenset(
    _as_written(word)
    for of_meaning in (*_SURE.values(), *_MAYBE.values())
    for word in re.split(r"[,\n]", of_meaning)
    if not word.isascii()
)
_NO_STUDENT = frozenset(_words(_PASSED))
OTHER_ROLES = frozenset(_words(_OTHER_ROLES))

_TABLE = re.compile(
    r"(?:(?:table|tables|group|team|tisch|gruppe|groupe|équipe|equipe|mesa|grupo|equipo|gruppo"
    r"|grupa|groep|стол|группа|команда|테이블|조|그룹|모둠|第|桌|组|小组|組|テーブル|グループ|班)\s*"
    r"(?:no|nr|n°|№|#)?[.:\s]*|#)?([0-9]{1,6})\s*(?:组|組|桌|班|番|조|모둠|그룹)?"
)


FAMILY_FIRST = frozenset(
    _words("họ, họ và tên đệm, họ đệm, họ và đệm, họ và chữ đệm, vezetéknév, családnév")
)
"""Headings of family names in languages in whose Latin letters they come first."""

ALSO_NAMES = frozenset(_words("họ, tên"))
"""Headings that are people's names as well: believed beside another heading."""


def heading(cell: str) -> tuple[Meaning, bool] | None:
    """What a heading means, and whether it can mean nothing else; None for an unknown one."""
    known = _KNOWN.get(plain(cell))
    if known is None:
        parts = [_KNOWN.get(plain(part)) for part in _AND.split(cell)]
        if len(parts) > 1 and all(part and part[0] in _OF_NAMES for part in parts):
            return Meaning.NAME, True
        said = plain(cell).split()
        rest = " ".join(word for word in said if word not in _FILLING)
        return _KNOWN.get(rest) if len(rest) > 3 or len(said) > 2 < len(rest) else None
    return known


def to_the_letter(cell: str) -> bool:
    """True for a heading that is known with its very accents, and has some."""
    return _as_written(cell) in _WRITTEN


def no_student(cell: str) -> bool:
    """True for the word of a row that holds sums, dates or an invented student."""
    before, colon, _after = cell.partition(":")
    whole = re.sub(r"[:=]?\s*[0-9.,%]*\s*$", "", cell)
    return plain(whole) in _NO_STUDENT or bool(colon and plain(before) in _NO_STUDENT)


def table_number(cell: str) -> int | None:
    """The number of a table or group as people write it: `2`, `Table 2`, `Gruppe 2`, `2조`."""
    found = _TABLE.fullmatch(unicodedata.normalize("NFKC", cell).casefold().strip())
    return int(found[1]) if found else None
