extension SeededGenerator {
  /// True with probability `probability`; never at 0 or less, always at 1 or more.
  public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// Uniform on 0 ..< `bound`, without bias; 0 if `bound` is below 1.
  ///
  /// After Lemire, "Fast random integer generation in an interval" (2019).
  public mutating func integer(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let floor = (0 &- range) % range
      while product.low < floor { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Uniform on the whole numbers of `range`.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.upperBound - range.lowerBound + 1)
  }

  /// One of `elements`, each as likely; `nil` if there are none.
  public mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[integer(below: elements.count)]
  }

  /// A position drawn in proportion to `weights`; `nil` unless some weight is above 0.
  ///
  /// Weights below 0 count as 0.
  public mutating func index(weights: [Double]) -> Int? {
    var total = 0.0
    for weight in weights where weight > 0 { total += weight }
    guard total > 0, total.isFinite else { return nil }
    var rest = uniform() * total
    var last: Int?
    for (index, weight) in weights.enumerated() where weight > 0 {
      last = index
      rest -= weight
      if rest < 0 { return index }
    }
    return last
  }

  /// One of `choices` drawn in proportion to its weight; `nil` unless some weight is above 0.
  public mutating func choice<Element>(_ choices: [(Element, Double)]) -> Element? {
    index(weights: choices.map(\.1)).map { choices[$0].0 }
  }

  /// Puts the elements in random order (Fisher–Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var last = elements.count - 1
    while last > 0 {
      elements.swapAt(last, integer(below: last + 1))
      last -= 1
    }
  }

  /// The elements in random order.
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var copy = elements
    shuffle(&copy)
    return copy
  }
}
