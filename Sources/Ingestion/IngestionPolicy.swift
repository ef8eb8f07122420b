/// The limits that reading keeps to, each with its reason.
enum IngestionPolicy {
  /// Bytes per read. Measured: between 16 KiB and 1 MiB the size makes no difference to the
  /// parser; the threads wake each other once a buffer, and all of those in use together stay in
  /// the caches.
  static let bufferBytes = 256 * 1024

  /// The longest record. A commit message stays far below it; what goes beyond is nearly always
  /// a quote that was never closed, and without a limit it would swallow the file into memory.
  static let recordBytes = 1024 * 1024

  /// Rows of one file set aside with all their cells. Beyond it the file as a whole is not what
  /// it should be (a zone missing throughout, another unit), and keeping each row would only fill
  /// the memory: 100,000 rows with their reasons take about 50 MB.
  static let rejectedRows = 100_000

  /// The years in which a moment is believed. Earlier ones are clocks that started at 1970 or
  /// 1980, later ones are typing errors; both would stretch a series over decades of nothing.
  static let years = 1990...2100

  /// Rows of a file held at once, packed to some 8 bytes each, 10 if shuffled (160 MB): a night of
  /// 335 services in 20 marketplaces by the minute (9.65 million) fits whatever the order of its
  /// rows.
  static let heldRows = 16_000_000

  /// Rows held as they are, 16 bytes each (24 MB), before they are packed: packing and unpacking
  /// take half as long as reading.
  static let unpackedRows = 1_500_000

  /// How far a series must have come beyond the end of a day before that day is handed over. Rows
  /// of an export are some minutes or hours late where machines buffer them; a file with later
  /// ones is read twice. Six hours hold a quarter more rows than none.
  static let lateSeconds: UInt32 = 6 * 3600

  /// Rows that are handed from the parsing to the storing thread at once, 20 bytes each: waking
  /// the other thread takes longer than storing a small batch.
  static let batchRows = 32_768

  /// Buffers that may wait to be hashed, 6 MB, and hand-overs that are parsed before they are stored.
  /// Enough for either thread to go on while the other packs days, stores them or waits for the disk;
  /// more would only fill the caches.
  static let buffersToHash = 24
  static let handoversAhead = 8

  /// Bytes of a cell that are kept with a row set aside. It should come back whole when the row is
  /// mended, and no commit message is longer; a cell that swallowed half a file stays bounded.
  static let keptCellBytes = 65_536

  /// The longest JSON file. It is held in memory as a whole, at about ten times its size; deploy
  /// histories are a hundredth of this, and what is longer comes as CSV.
  static let jsonBytes = 256 * 1024 * 1024

  /// Records of a JSON file times the names that any of them has. Each takes some 40 bytes, filled
  /// or not; 100,000 deployments with 200 fields fit, and a file that uses ids as names does not.
  static let jsonCells = 20_000_000

  /// Bytes of the names of a JSON file's values, each with the names around it, as columns have
  /// them: four times the longest file, where exports stay below twice theirs. A long name around
  /// many would otherwise be said with each of them.
  static let jsonNameBytes = 1024 * 1024 * 1024

  /// Bytes of a file that are looked at to tell its encoding: enough to meet a letter that is not
  /// ASCII in any file that has more than a few.
  static let glanceBytes = 4 * 1024 * 1024

  /// Rows that are looked at to tell what a column holds.
  static let glanceRows = 200
}
