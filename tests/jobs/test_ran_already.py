"""What an issue ran does not run again under another address, through the store."""

from dataclasses import replace

from making import a_newsletter

from digest.jobs.press import draft, plan_now, press_planned


def test_the_same_words_at_another_address_are_left_out_of_the_next_issue(town):
    newsletter = replace(a_newsletter(), same_event=True)
    town.room = replace(town.room, plan=replace(town.room.plan, newsletters={"morning": newsletter}))
    town.publish(1)
    plan_now(newsletter, town.database.ledger, town.clock.now())
    assert [pressed.stories for pressed in press_planned(town.room)] == [1]
    town.clock.forward(hours=2)
    town.publish(2)
    choice = draft(newsletter, town.room).choice
    assert choice.sections == ()
    assert [(out.key, out.reason) for out in choice.left_out] == [
        (2, "already ran in No. 1 as “Council approves ferry line 1”")
    ]
