import Ingestion
import Vocabulary

/// What `faultline detect` reads: sorted rows as text or frames.
enum StreamTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 1)
    let forms: [SeriesStream.Form] = [
      .text(hasHeader: true, hasTabs: false), .text(hasHeader: false, hasTabs: false),
      .text(hasHeader: false, hasTabs: true), .frames,
    ]
    let form = forms[parted.next() % forms.count]
    let text = form == .frames ? Array("FLSERIES".utf8) + parted.text : parted.text
    try ScratchFile.with(text) { (path) throws(Contradiction) in
      do {
        var stream = try SeriesStream(path: path, form)
        var last: SeriesKey?
        while let batch = try stream.next() {
          try Contradiction.unless(
            last.map { $0.precedesInBytes(batch.key) } ?? true, "series out of order")
          last = batch.key
          try Contradiction.unless(
            zip(batch.time, batch.time.dropFirst()).allSatisfy { $0 < $1 }, "times that go back")
          try Contradiction.unless(batch.orders.allSatisfy { $0 >= 0 }, "fewer than no orders")
        }
      } catch let problem as InputProblem {
        try Contradiction.unless(!problem.description.isEmpty, "a problem without words")
      } catch let contradiction as Contradiction {
        throw contradiction
      } catch {
        throw Contradiction("an error that is no problem of the input: \(error)")
      }
    }
  }
}
