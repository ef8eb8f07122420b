/// Order statistics of samples without NaN.
public enum Quantiles {
  /// The middle value, the mean of the two middle ones for an even count; `nil` if empty.
  public static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    var scratch = values
    return medianInPlace(&scratch)
  }

  /// The median, reordering `values`; they must not be empty.
  public static func medianInPlace(_ values: inout [Double]) -> Double {
    let middle = values.count / 2
    let upper = selectWithoutBranches(&values, rank: middle)
    guard values.count.isMultiple(of: 2) else { return upper }
    var lower = values[0]
    for index in 1..<max(1, middle) where values[index] > lower { lower = values[index] }
    return (lower + upper) / 2
  }

  /// The quantile at `level` (0…1) by linear interpolation between order statistics, type 7 of
  /// Hyndman and Fan (1996), as R's and NumPy's default; `nil` if empty.
  public static func quantile(_ values: [Double], _ level: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let position = level * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  /// Median absolute deviation from the median, scaled by 1.4826 so that it estimates the standard
  /// deviation of a normal sample (1 / Φ⁻¹(3/4)); `nil` if empty.
  public static func scaledMAD(_ values: [Double]) -> Double? {
    guard let centre = median(values) else { return nil }
    return median(values.map { abs($0 - centre) }).map { 1.4826 * $0 }
  }

  /// The element of 0-based `rank` in ascending order, by quickselect; for large samples.
  ///
  /// Afterwards no element before `rank` is larger than it. Partitions without a branch on the values,
  /// which no processor can foretell (Lomuto's scheme).
  private static func selectWithoutBranches(_ values: inout [Double], rank: Int) -> Double {
    var low = 0
    var high = values.count
    while high - low > 1 {
      let pivot = middle(values[low], values[(low + high) / 2], values[high - 1])
      var below = low
      for index in low..<high {
        let value = values[index]
        values[index] = values[below]
        values[below] = value
        below += value < pivot ? 1 : 0
      }
      if rank < below {
        high = below
        continue
      }
      // Those equal to the pivot come next, so that equal values end the search.
      var upTo = below
      for index in below..<high {
        let value = values[index]
        values[index] = values[upTo]
        values[upTo] = value
        upTo += value == pivot ? 1 : 0
      }
      if rank < upTo { return pivot }
      low = upTo
    }
    return values[rank]
  }

  private static func middle(_ one: Double, _ other: Double, _ third: Double) -> Double {
    max(min(one, other), min(max(one, other), third))
  }

  /// The element of 0-based `rank` in ascending order, by Hoare's quickselect.
  ///
  /// Afterwards no element before `rank` is larger than it. The order it leaves them in is part of what
  /// is promised: sums of floating-point numbers depend on it.
  static func select(_ values: inout [Double], rank: Int) -> Double {
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = values[(low + high) / 2]
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        break
      }
    }
    return values[rank]
  }
}
