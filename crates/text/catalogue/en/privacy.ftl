# Personal data: what is kept of a person, handed over and erased.

privacy-title = Personal data
privacy-explained = People may ask what you keep of them, and ask you to erase it. Find them here by name, e-mail or phone: contacts and leads, deleted ones too.
privacy-find = Name, e-mail or phone
privacy-search = Find
privacy-none = No contact or lead has that name, e-mail or phone.
privacy-choose = Show what is kept
privacy-kept = What is kept
privacy-kept-explained = Tick every record that is this person, and go on.
privacy-several = These records have different addresses or names. Go on only if they are one person.
privacy-standing-deleted = deleted
privacy-standing-erased = erased
privacy-count-records = { $count ->
    [one] { $count } record of theirs
   *[other] { $count } records of theirs
}
privacy-count-activities = { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
privacy-count-mails = { $count ->
    [one] { $count } mail
   *[other] { $count } mails
}
privacy-count-events = { $count ->
    [one] { $count } entry of the history
   *[other] { $count } entries of the history
}
privacy-count-other = { $count ->
    [one] { $count } other row
   *[other] { $count } other rows
}
privacy-hand-over = Hand over
privacy-hand-over-explained = One JSON file with everything kept of them: their records, activities, mails, their part in deals and the history. That it was taken is written down.
privacy-download = Download the file
privacy-erase = Erase
privacy-erase-explained = Names, addresses, numbers, notes and everything said with them alone are erased, from the history too. Their records stay without a name, so that deals and figures hold. This cannot be undone; backups from before still have them.
privacy-reason = Why
privacy-reason-hint = Who asked and when, or your own number for it. It is kept, so write no name here.
privacy-erase-button = Erase for good
privacy-sure = Yes, erase this person for good
privacy-erased-done = They were erased: { $count ->
    [one] { $count } record
   *[other] { $count } records
}.
privacy-mentions = Perhaps also named here
privacy-mentions-explained = These records hold their name or address and are not changed. Look at them yourself.
privacy-requests = What was done
privacy-requests-none = Nobody was erased and nothing was handed over yet.
privacy-when = When
privacy-what = What
privacy-who = By
privacy-rows = Rows
privacy-kind-exported = handed over
privacy-kind-erased = erased
privacy-erased-person = Erased person
privacy-was-erased = This person was erased on { $at }. What is left counts for deals and figures.
privacy-by-rule = the product
event-erased = { $who } erased the person
event-handed_over = { $who } handed over what is kept of a person
noun-privacy = Personal data
refusal-privacy-nobody = Name at least one contact or lead.
refusal-privacy-many = At most { $most } records at once.
refusal-privacy-reason-long = A reason has at most { $most } characters.
refusal-privacy-sure = Say that you are sure: it cannot be undone.
refusal-erase-done = The person of record { $id } was erased before.
refusal-erase-sending = A mail to them is on its way out at this moment. Try again in a minute.
refusal-erase-import = They are in { $file }, which waits to be imported. Import or discard it first.
refusal-erase-history = The history was changed behind the product’s back, in the stretch of seal { $seal }. Run the doctor, and settle that first.
refusal-erase-clock = An entry of the history is later than now: the clock was set back. Try again when it has passed.
