# Backups: how they stand.

backup-title = Backups
backup-good = Backups are taken and verified.
backup-every = { $count ->
    [one] One every hour.
   *[other] One every { $count } hours.
}
backup-none = Nothing takes backups.
backup-none-text = Start the server with a folder for them, or take them by a timer of your own.
backup-failed = The last backup failed.
backup-failed-text = It is tried again within the hour. The machine says:
backup-overdue = A backup is overdue.
backup-overdue-text = See that a server with a folder for backups runs.
backup-when = Taken
backup-size = Size
backup-rows = Rows
backup-folder = Their folder on the server:
backup-how-title = How they are taken and restored
backup-how = On the machine that runs the product:
backup-how-more = A backup holds everything but the key of stored passwords. It is read back before it counts, and can be encrypted. Keep copies on another machine.
