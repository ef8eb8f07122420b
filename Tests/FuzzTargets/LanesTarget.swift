import Ingestion

/// The two ways through order metrics must make the same of every text, wherever it is cut.
enum LanesTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 5)
    let cuts = [1 + parted.next(), 1 + parted.next() << 8 | parted.next()]
    let most = [16_000_000, 64, 9, 1000][parted.next() % 4]
    let packFrom = parted.next() * 4
    let slow = LaneProbe.read(parted.text, piece: 1 << 18, plain: false, mostRows: most)
    for piece in cuts + [1 << 18] {
      let plain = LaneProbe.read(
        parted.text, piece: piece, plain: true, mostRows: most, packFrom: packFrom)
      try Contradiction.unless(
        plain == slow, "cut after \(piece) bytes, the plain lane reads \(plain), libcsv \(slow)")
    }
    let cut = LaneProbe.read(parted.text, piece: cuts[0], plain: false, mostRows: most)
    try Contradiction.unless(
      cut == slow, "cut after \(cuts[0]) bytes, libcsv reads \(cut), else \(slow)")
  }
}
