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

# Everything as files.

export-title = Export
export-text = Everything the company has here, a file for each table, in one archive: records, history, the organisation at every date. It imports into an empty database to the same state, and other programs read it.
export-csv = for spreadsheets and anything else
export-jsonl = for programs
export-parquet = for data warehouses, with typed columns
export-download = Download
export-left-out = Passwords, sessions and tokens stay behind, since such files are passed on; a backup keeps them. That you exported is written down.
export-back = Taking it back
export-back-text = On the machine that runs the product:
export-shape = Moving elsewhere
export-shape-text = Accounts, contacts, leads, opportunities and activities as files that their own importers take, with the names of fields they know.
