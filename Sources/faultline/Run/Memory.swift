import CMalloc

/// How the C library deals with memory that was given back, while files are loaded or many weeks judged.
enum Memory {
  /// Bytes at the end of a heap that are kept for the next use. Days of samples go from the thread
  /// that parses to the one that stores by the hundred, and with the usual 128 KiB each is taken
  /// from the system, zeroed, and given back: a twentieth of a load.
  private static let keptBytes: Int32 = 32 * 1024 * 1024
  /// What is longer is not of a heap: as far as the library itself would go.
  private static let longestBytes: Int32 = 4 * 1024 * 1024

  /// After a load: as far as the library would have gone by itself for arrays of a week's steps.
  private static let usualBytes: Int32 = 1024 * 1024

  /// For what is judged week by week: each week takes again what the last gave back, and no more. One heap
  /// for all threads, since one that empties goes back to the system whatever is kept.
  static func keepWeeks() {
    _ = mallopt(M_ARENA_MAX, 1)
    _ = mallopt(M_TRIM_THRESHOLD, .max)
    _ = mallopt(M_MMAP_THRESHOLD, longestBytes)
  }

  static func keep() {
    _ = mallopt(M_TRIM_THRESHOLD, keptBytes)
    _ = mallopt(M_MMAP_THRESHOLD, longestBytes)
  }

  /// As before, and what was kept goes back: what follows a load needs other sizes.
  static func giveBack() {
    _ = mallopt(M_TRIM_THRESHOLD, usualBytes)
    _ = mallopt(M_MMAP_THRESHOLD, usualBytes)
    _ = malloc_trim(0)
  }
}
