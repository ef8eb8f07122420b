import Ingestion
import Vocabulary

/// Tables of drops that another program found.
enum DropsTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    try ScratchFile.with(input) { (path) throws(Contradiction) in
      guard let file = try read(path) else { return }
      try Contradiction.unless(
        Set(file.drops.map(\.id)).count == file.drops.count, "two drops of one name")
      let onsets = file.drops.map(\.onset.mode)
      try Contradiction.unless(onsets == onsets.sorted(), "drops out of order: \(onsets)")
      try Contradiction.unless(
        file.drops.allSatisfy { !$0.parts.isEmpty && $0.observedOrders >= 0 },
        "a drop without a part, or with fewer than no orders")
      try Contradiction.unless(try read(path)?.drops == file.drops, "read again, drops differ")
    }
  }

  /// `nil` if the file cannot be used.
  private static func read(_ path: String) throws(Contradiction) -> DropFile? {
    do {
      return try DropFile.read(path: path)
    } catch let problem as InputProblem {
      try Contradiction.unless(!problem.description.isEmpty, "a problem without words")
      return nil
    } catch {
      throw Contradiction("an error that is no problem of the input: \(error)")
    }
  }
}
