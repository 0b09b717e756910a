"""Refusals: every no has a stable code, facts and a sentence that says what to do instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SENTENCES: Mapping[str, str] = {
    "not_found": "There is no such thing here, or it is not yours to see.",
    "not_allowed": "Your seat may not do this.",
    "not_a_party": "Only the parties of this forum take a stance; you may speak and propose.",
    "not_attending": "Your delegation does not sit in this forum.",
    "looking_only": "You look through this delegation's eyes; only its delegates act for it.",
    "observing": "You watch this table; only its delegates act.",
    "head_acts": "Your head of delegation acts; advise them in the team channel.",
    "only_specialists": "Only a specialist is given a forum of their own.",
    "head_only": "Only the head of delegation can do this.",
    "press_speaks": "The head, the deputy or the press officer speaks to the press.",
    "team_votes": "Your delegation decides by ballot: cast yours, and the stance follows.",
    "approval_pending": "This crosses a red line; your capital has been asked and will answer.",
    "no_request": "This delegation waits for no answer of its capital on this proposal.",
    "bot_plays": "An automated negotiator plays this delegation; take the seat first.",
    "agent_plays": "An agent plays this delegation; the facilitator can give the seat back.",
    "agent_paused": "The facilitator has paused this agent; read on, and act once it may go on.",
    "agent_unseated": "This agent has no seat any more; ask the facilitator for another token.",
    "no_agent": "No agent plays this delegation.",
    "consent_needed": "Say that the agent's operator agrees, or leave out operator, model and "
    "instructions.",
    "bad_digest": "Give the SHA-256 of the instructions: 64 hexadecimal digits.",
    "too_many_waits": "This token waits for its view as often as it may; let one wait end first.",
    "not_running": "The talks are not running.",
    "already_open": "These talks are open already.",
    "already_started": "The talks have started already.",
    "paused": "The talks are paused; you can read and draft, and act when they resume.",
    "not_paused": "The talks are not paused.",
    "floor_closed": "The floor of this forum is closed in this phase.",
    "forum_closed": "This forum is closed; its result stands.",
    "no_plenary": "No plenary sits now that endorses agreements.",
    "no_agreement": "This forum has no agreement.",
    "proposal_closed": "This proposal is no longer open: it was adopted, withdrawn or lapsed.",
    "proposal_changed": "The proposal changed while you decided; nothing was done. Look "
    "at it again, and choose once more.",
    "not_in_silence": "This proposal is not in a silence period.",
    "not_yours": "Only the author can do this.",
    "already_yours": "You are the author or a co-sponsor already.",
    "id_taken": "This id is in use already; send the command with a new one.",
    "unknown_issue": "The forum has no such issue.",
    "unknown_option": "The issue has no such option.",
    "option_barred": "This option is barred at present.",
    "settled_already": "This issue is settled already; leave it out or keep what is agreed.",
    "empty_package": "A package needs at least one issue.",
    "incomplete_package": "The package must settle every issue of the forum.",
    "same_package": "An open proposal has exactly this package; take a stance on it instead.",
    "too_many_proposals": "This forum holds as many open proposals as it can; withdraw one first.",
    "too_many_channels": "These talks have as many channels as they can hold.",
    "too_many_flags": "These talks hold as many marks as they can; take one away first.",
    "broken_already": "You broke this silence before; change your stance instead.",
    "same_stance": "This is your stance already.",
    "text_needed": "Write something first.",
    "text_too_long": "The text is too long; shorten it.",
    "bad_members": "A caucus is between two to five delegations, you among them, each named once.",
    "bad_question": "A question is to another delegation that reads it here and sits in the forum; "
    "it names the proposal it is about, or an option of two issues that are to be traded.",
    "closed_elsewhere": "This forum is closed; speak of it where only those who attend it read.",
    "channel_exists": "A caucus of exactly these delegations is open already.",
    "not_your_obligation": "Only the delegation that owes it reports on it.",
    "not_yours_to_contest": "Only the other parties of the agreement or letter can contest this.",
    "obligation_closed": "This is reported or settled already; ask the facilitator to reopen it.",
    "delayed_already": "This was delayed once; report it done or refused.",
    "prerequisite_open": "Action for action: something else must be done first.",
    "nothing_to_contest": "Only what was reported done or delayed can be contested.",
    "bad_signatories": "A letter is between two to six delegations, you among them, each once.",
    "bad_promise": "Each promise names its owner, one of the signatories, and what it will do.",
    "bad_round": "It falls due in a round that is still to end, or after the talks.",
    "promise_unclear": "Name the forum, the issue and the option that you promise to support.",
    "too_many_promises": "A letter holds as many promises as it can; write another one.",
    "too_many_letters": "Your delegation has drafted as many letters as it can.",
    "letter_signed": "Somebody has signed this letter; it can no longer be changed.",
    "letter_closed": "This letter is in force or declined; draft a new one.",
    "letter_not_in_force": "Only a letter in force can be made public.",
    "signed_already": "Your delegation has signed this letter.",
    "seat_taken": "This seat is taken.",
    "seats_locked": "The facilitator has locked the seats.",
    "unknown_delegation": "There is no such delegation.",
    "unknown_person": "There is no such person at this table.",
    "unknown_policy": "There is no such policy, or it does not take this value.",
    "policy_of_class": "This is set for the whole class, on its settings page.",
    "unknown_preset": "The scenario has no such schedule.",
    "bad_schedule": "Each round has a title, forums that no other round has and time to negotiate; "
    "there are at most 20, and no clock is longer than 30 days.",
    "unknown_difficulty": "The scenario has no such difficulty.",
    "unknown_temperament": "There is no such temperament.",
    "unknown_stage": "The debrief has no such card.",
    "phase_over": "The phase you meant is over already; nothing was changed. See where the talks "
    "stand now, and choose again.",
    "no_checkpoint": "There is no checkpoint at that number.",
    "no_earlier_phase": "There is no earlier phase to go back to.",
    "bad_seconds": "Give a whole number of seconds between 1 and 86,400.",
    "no_quiz": "There is no quiz in this class.",
    "quiz_first": "Answer the questions about your mandate first; then you can be ready.",
    "not_concluded": "The talks have not ended yet.",
    "no_table_over": "No table has come to its end yet, and the report tells how they ended. The "
    "log and the workbook can be had at any time.",
    "disk_full": "The disk of the server is full, so the file could not be written; nothing else "
    "was changed. Make room, and ask for the file again.",
    "fired_already": "This inject has happened already; undo it first.",
    "too_many_injects": "These talks hold as many injects of your own as they can.",
    "bad_modifier": "This change names something the scenario does not have.",
    "option_requires": "This option needs something else first.",
    "mandates_open": "The mandates lie open: there is nothing left to guess.",
    "card_in_the_past": "That time has passed. Choose a later one, or lay the card open now.",
    "card_too_late": "A card can wait {limit} days at most. Choose an earlier date.",
    "archived": "These talks are archived and read-only.",
    "nothing_due": "No deadline has passed.",
    "nothing_changes": "This changes nothing.",
    "too_fast": "Too many commands at once; wait a moment and send it again.",
    "too_large": "The command is too large.",
    "bad_command": "The command is not of the documented form.",
    "unavailable": "The server cannot save just now; nothing was changed. Try again in a moment.",
    "seat_replaced": "This seat has moved; open the page again.",
    "bad_token": "Sign in again: this link or code is not valid.",
    "unknown_code": "No class has this join code; compare it with the screen.",
    "name_taken": "Somebody has this name already; choose another.",
    "too_many_packages": "This forum has more packages than are listed one by one. It is played "
    "like any other and its fair packages are found; ranges inside its zone are left out.",
    "too_many_links": "This class has as many links as it can hold; take some back first.",
    "table_full": "This table is full; ask your facilitator, or join another table.",
    "table_not_empty": "Somebody sits at this table; move them first.",
    "seat_released": "Your facilitator took you out of this seat; ask them for another.",
    "name_needed": "Tell us your name.",
    "code_needed": "This name is on the list of the class. Give the personal code that goes with "
    "it; if you are somebody else, add something to your name that tells you apart.",
    "not_admitted": "Your facilitator did not admit you under this name. Ask them, or join again.",
    "too_many_waiting": "Others wait to be admitted under this name; ask your facilitator.",
    "same_person": "Choose two different people of this class.",
    "class_over": "These talks are over and nobody new is seated. If you had a seat, your personal "
    "code leads back to it.",
    "code_closed": "This join code is closed; ask your facilitator.",
    "namesakes": "More than one person of this name is on the list: give your personal code or "
    "your e-mail address, or choose the table and delegation that are yours.",
    "key_reused": "This idempotency key was used for something else; take a new one.",
    "cookies_needed": "This browser blocks cookies, and without one nobody can keep a seat or stay "
    "signed in. Allow cookies for this address, reload the page and try again.",
    "insecure_address": "This page was opened without encryption, and the browser keeps back what "
    "proves who you are. Open it at the address that begins with https.",
    "form_expired": "The form was too old or incomplete. Go back, reload the page and try again.",
    "foreign_origin": "This was sent from another site's page. Open this site at its own address "
    "and try again.",
    "origin_unknown": "This browser does not say from which page the form comes, so it was not "
    "taken. Allow it to send the origin or the referrer to this site, or use another browser.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no: nothing was changed. `facts` say which thing, and never confirm a secret."""

    code: str
    facts: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in SENTENCES:
            raise ValueError(f"refusal without a sentence: {self.code}")

    @property
    def sentence(self) -> str:
        """The English sentence; translated at the edge by its code."""
        return SENTENCES[self.code]
