# Mail: the company's sender, and what waits to be sent.
mail-sender = Company mail
mail-sender-explained = The server and address that notices and digests go out by. It is tried before it is saved. Without it, nobody gets mail from here.
mail-sender-saved = The server let us in. Notices go out by it from now on.
mail-sender-ended = From now on no notices go out.
mail-sender-end = Send no more notices
mail-try-and-save = Try and save
mail-address = Address
mail-name = Name it writes under
mail-smtp-host = Outgoing server (SMTP)
mail-port = Port
mail-security = Encryption
mail-security-tls = TLS
mail-security-starttls = STARTTLS
mail-security-plain = None (inner network only)
mail-login = Login
mail-login-hint = Leave empty where the server asks for none.
mail-password = Password
mail-password-hint = Kept encrypted, and never shown again.
mail-password-kept = Leave empty to keep the one that is kept.
mail-outbox = Outbox
mail-outbox-empty = Nothing has been sent from here yet.
mail-to = To
mail-when = When
mail-state = State
mail-decide = What now
mail-state-queued = waits
mail-state-sending = being sent
mail-state-sent = sent
mail-state-failed = not sent
mail-state-unknown = unknown
mail-state-withheld = withheld
mail-withheld = Whoever has the address { $address } said no to e-mails while this waited, so it was not sent. If they have changed their mind, write that down under Consent on their page and send it again.
mail-unknown-explained = The connection broke when the server may already have had it. Look in the folder of sent mail or ask the recipient before you send it again.
mail-again-at = Tried again { $at }
mail-again = Send again
mail-arrived = It arrived
mail-never = Do not send
mail-call-off = Do not send it
mail-queued-again = It waits to be sent again.
mail-settled = Noted.
mail-broken-off = Our server stopped while sending it.
refusal-outgoing-state = This message has moved on in the meantime.
refusal-no-secret-key = No password can be kept yet: whoever runs the server must set BAILIWICK_SECRET_KEY.
refusal-secret-key-other = The kept password cannot be read, since the server's key is another. Enter the password again.
refusal-no-sender = The company has no mail server. It is set up in the settings, under “Company mail”.
refusal-host-wrong = This is no name of a server.
refusal-port-wrong = A port is a number from 1 to 65535.
refusal-password-needed = Enter the password: server or login are new.
trouble-host-unknown = There is no server called “{ $host }”. Check the spelling.
trouble-host-inner = “{ $host }” stands in an inner network. Whoever runs the server can open it with BAILIWICK_INNER_HOSTS.
trouble-no-answer = { $host } does not answer on port { $port }: { $detail }
trouble-untrusted = No private connection to { $host }: { $detail }
trouble-login-refused = The server refuses login or password: { $said }
trouble-refused = The server refuses: { $said }
trouble-later = The server says not now: { $said }
trouble-broken = The connection broke: { $detail }
trouble-address = “{ $address }” is not an address that mail can go to.
mail-mailboxes = Mailboxes
mail-explained = Mails with contacts and leads you know appear on their pages by themselves. Your mailbox is only read: nothing is marked, moved or deleted, and of strangers nothing is kept. Files stay in the mailbox; their names and sizes are told.
mail-connect = Connect a mailbox
mail-connected = Both servers let us in. New mail will be there in a moment.
mail-login-address = Leave empty where it is the address.
mail-password-app = Many providers ask for an app password. Kept encrypted, and never shown again.
mail-imap-host = Incoming server (IMAP)
mail-others-see = Others see
mail-sight-whole = Everything
mail-sight-subject = Subject only
mail-sight-private = Nothing
mail-sight-hint = Who may see the record. You always see all of it, and may choose otherwise for each mail.
mail-sight-set = Others see it so from now on.
mail-since = Read mail since
mail-account-new = connected
mail-account-working = working
mail-account-failing = failing
mail-account-off = off
mail-checked = looked into { $at }
mail-failing-explained = It is tried again by itself. If it stays so, change the settings.
mail-look = Look now
mail-looking = It is looked into in a moment.
mail-turn-on = Turn on
mail-turned-on = It is looked into again.
mail-turn-off = Turn off
mail-turned-off = It is neither looked into nor sends.
mail-disconnect = Disconnect
mail-disconnected = Its password is forgotten. Mails that came in stay.
mail-exclusions = Mail that stays out
mail-exclusions-explained = Mail among colleagues never comes in. What else should not, stands here; it holds for mail from now on.
mail-pattern = Address or domain
mail-pattern-hint = For example private.example or mum@home.example.
mail-holds-for = For whom
mail-for-me = Me
mail-for-company = Everybody
mail-from-to = { $from } to { $to }
mail-text-hidden = The text is for those who have it in their mailbox.
mail-read-on = read on
mail-file = { $name } ({ $kilobytes } kB)
mail-files = Files:
mail-thread-of = { $count ->
    [one] the mail
   *[other] { $count } mails
}
mail-only-you = Only you see this
mail-answer = Answer
mail-write = Write a mail
mail-no-mailbox = Connect a mailbox first: mails go out by your own server, under your address.
mail-by = By
mail-cc = Copy to
mail-send = Send
mail-preview = Preview
mail-on-its-way = It is on its way.
mail-quoted = { $who } wrote:
mail-template = Template
mail-templates = Mail templates
mail-templates-explained = Texts that mails begin with. These words are filled in: { $words }
mail-template-new = New template
mail-template-begin = Begin from a template
mail-template-use = Use it
mail-template-missing = Nothing is known for { $words }: write it yourself.
mail-template-offered = Is offered
mail-template-resting = not offered
refusal-mailbox-exists = This mailbox is connected already.
refusal-mailbox-gone = This mailbox is off or not connected any more.
refusal-mailbox-idle = Your user may not write activities, so no mail can come in.
refusal-since = Choose a day up to today, at most { $most } days back.
refusal-exclusion-wrong = Write a domain such as example.com, or an address.
refusal-mail-nowhere = The records it was about are not yours to see any more.
refusal-mail-text = Write a text of at most { $most } characters.
refusal-nobody-to-write-to = Say to whom.
refusal-too-many-addresses = At most { $most } addresses at once.
caldav-title = Calendar on a server
caldav-explained = Meetings go both ways (CalDAV): yours go to the calendar; events with contacts you know come in. Where both sides changed one, the calendar’s time and title hold. What is deleted there is called off here. Private events stay there, and dates of a series are changed there only.
caldav-url = Address of the calendar
caldav-url-hint = For example https://cal.example.com/kari/work/
caldav-connected = The calendar is connected. Meetings will be in step in a moment.
caldav-disconnected = The password is forgotten. Meetings stay on both sides.
refusal-calendar-none = There is no calendar at this address.
refusal-calendar-choose = There are several calendars here. Enter the address of one: { $all }
mail-ready-first = First contact
mail-ready-first-subject = { $account }: a question
mail-ready-first-body =
    Hello { $first_name },

    I am { $owner } of { $company }. We work with companies like { $account }, and I would like to know how you go about this today.

    Would a call of fifteen minutes suit you this week or next? Name a time, and I will call you.

    Kind regards
    { $owner }
    { $company }
mail-ready-meeting = After the meeting
mail-ready-meeting-subject = Our meeting, and what comes next
mail-ready-meeting-body =
    Hello { $first_name },

    Thank you for your time. This is what I took with me:

    – What you want to achieve:
    – What stands in the way:
    – What we agreed to do, who does it and by when:

    Tell me if something is missing or wrong. I will be in touch as agreed.

    Kind regards
    { $owner }
    { $company }
mail-ready-silence = After no answer
mail-ready-silence-subject = Shall I leave it at that?
mail-ready-silence-body =
    Hello { $first_name },

    I have written and called, and have not heard from you. Most likely something else comes first just now, and that is fine.

    If it is still of interest, a short answer is enough, and we find a time. If not, tell me so, and I will not disturb you again.

    Kind regards
    { $owner }
    { $company }
mail-ready-proposal = Proposal sent
mail-ready-proposal-subject = Our proposal: { $opportunity }
mail-ready-proposal-body =
    Hello { $first_name },

    Here is our proposal for { $opportunity }. It holds what we agreed: what is delivered, when, and at what price.

    I suggest that we go through it together, with those who decide. Which day suits you?

    Kind regards
    { $owner }
    { $company }
mail-ready-renewal = Renewal coming
mail-ready-renewal-subject = { $account }: your agreement is soon to be renewed
mail-ready-renewal-body =
    Hello { $first_name },

    Your agreement with us is soon to be renewed. Before that I would like to hear how it has gone: what has worked for { $account }, what has not, and what has changed since.

    Could we talk within the next two weeks? Then there is time to change what should be different.

    Kind regards
    { $owner }
    { $company }
mail-ready-title = Ready texts
mail-ready-explained = Five texts to begin with: first contact, after the meeting, after no answer, proposal sent, renewal coming. They are yours to change.
mail-ready-add = Add the ready ones
mail-ready-added = { $count ->
    [one] One text was added
   *[other] { $count } texts were added
}
