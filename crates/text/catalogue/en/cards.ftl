## Files of cards and calendars
cards-empty = The file is empty; export it again.
cards-nothing-inside = The file holds no cards and no events. Export it as vCard (.vcf) or iCalendar (.ics).
cards-too-large = The file is larger than { $limit } bytes; split it into smaller files.
cards-too-many = The file holds more than { $limit } cards, events and parts of them; split it into smaller files.
cards-other-encoding = The line is not written in UTF-8 and was read as an older encoding; check its letters.
cards-control-characters = Control characters were taken out of the line.
cards-unreadable = The line could not be read and was left out; each line needs a name and a colon.
cards-stray = The line stands outside of any card or event and was left out.
cards-odd-name = “{ $name }” is no proper name of a property; it was kept but not used.
cards-odd-value = { $name } cannot be “{ $value }”; it was not used. Correct it in the file where it matters.
cards-repaired = { $name } was written “{ $value }”; what was meant is plain and was used.
cards-repeated = { $name } stands there twice; the first one holds.
cards-not-closed = { $name } has no end; it was taken to end where the next one begins.
cards-not-open = There is an end of { $name } without its beginning; it was left out.
cards-too-deep = Parts within parts beyond all sense were left out.
cards-no-calendar = There is no calendar around this; it was taken as if there were.
cards-name-derived = The card has no name; it was made from its other fields.
cards-name-missing = The card has neither a name nor anything to make one from.
cards-start-missing = The event does not say when it begins.
cards-end-before-start = The event ends before it begins; its end was not used.
cards-unknown-zone = Nobody knows the time zone “{ $name }”; times are read in the company’s own.
cards-more = { $count } further remarks are not listed.

## A calendar for other programs
calendar-title = Calendar
calendar-explained = Other programs can show your meetings, calls and due tasks. They read them at a secret address; whoever has it can read them too.
calendar-made = The address in use was made { $at }.
calendar-make = Make an address
calendar-renew = Make a new address
calendar-end = End it
calendar-ended = The address is good for nothing now
calendar-shown-once = Subscribe to this address, on this server, in your calendar program. It is not shown again.
calendar-address = Address of the calendar
activity-save-event = Save for a calendar (.ics)

## Meetings from a calendar file
arriving-title = From a calendar file
arriving-take = Take its meetings
arriving-file = Calendar file (.ics)
arriving-hint = Events become meetings on the contacts that take part in them. The same file twice changes nothing.
arriving-became = What became of it
arriving-done = Added { $added }, changed { $changed }, unchanged { $unchanged }.
arriving-left = Left out
arriving-remarks = Remarks by line
refusal-event-nobody = Nobody takes part whom you have as a contact.
refusal-event-cancelled = It was called off, and is not known here.
refusal-event-without-uid = It has no UID, so it could not be known again.
