/// Control of the share of false among all claims when many things are compared at once.
public enum FalseDiscovery {
  /// The p-values adjusted after Benjamini and Hochberg (1995), in their order: claiming those of
  /// at most q keeps the expected share of false claims at q.
  public static func adjusted(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var result = values
    var least = 1.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, values[index] * Double(values.count) / Double(rank + 1))
      result[index] = least
    }
    return result
  }
}
