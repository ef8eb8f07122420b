/// What the cells of a row of order metrics are.
struct MetricColumns {
  enum Kind: UInt8 {
    case time, marketplace, service, orders, errors, latency
    /// Of no concern.
    case other
  }

  /// One a column of the file, in its order.
  let kinds: [Kind]

  init(_ header: Header) {
    var kinds = [Kind](repeating: .other, count: header.count)
    let names: [(String, Kind)] = [
      ("timestamp", .time), ("marketplace", .marketplace), ("service", .service),
      ("orders", .orders), ("errors", .errors), ("latency_ms", .latency),
    ]
    for (name, kind) in names {
      if let position = header.position(of: name) { kinds[position] = kind }
    }
    self.kinds = kinds
  }

  /// Position of a column in a row; −1 if the file lacks it.
  func position(_ kind: Kind) -> Int { kinds.firstIndex(of: kind) ?? -1 }
}
