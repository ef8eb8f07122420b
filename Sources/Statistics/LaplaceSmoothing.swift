import Glibc

/// Values on a grid, each spread to both sides by an exponential.
public enum LaplaceSmoothing {
  /// Keeps the sum, save for what leaves the grid.
  ///
  /// - Parameter scale: mean distance to either side, in points of the grid; above 0.
  public static func smoothed(_ values: [Double], scale: Double) -> [Double] {
    let keep = exp(-1 / scale)
    var forth = values
    for index in forth.indices.dropFirst() { forth[index] += keep * forth[index - 1] }
    var back = values
    for index in back.indices.dropLast().reversed() { back[index] += keep * back[index + 1] }
    let norm = (1 - keep) / (1 + keep)
    return values.indices.map { norm * (forth[$0] + back[$0] - values[$0]) }
  }
}
