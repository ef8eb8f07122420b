/// The limits that reading keeps to, each with its reason.
enum IngestionPolicy {
  /// Bytes per read. Measured: between 16 KiB and 1 MiB the size makes no difference to the
  /// parser, so this is small enough to stay in the second-level cache.
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

  /// Rows of one `SampleBatch`: large enough that a call per batch costs nothing, and small
  /// enough (1.5 MB) not to matter beside the rest.
  static let batchRows = 65_536

  /// Bytes of a cell that are kept with a row set aside. It should come back whole when the row is
  /// mended, and no commit message is longer; a cell that swallowed half a file stays bounded.
  static let keptCellBytes = 65_536
}
