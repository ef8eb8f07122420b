import Vocabulary

/// `1,204`; negative numbers with a minus sign, not a hyphen.
func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.insert(digits.suffix(3), at: 0)
    digits = String(digits.dropLast(3))
  }
  groups.insert(digits[...], at: 0)
  return (number < 0 ? "−" : "") + groups.joined(separator: ",")
}

/// `value` with so many decimals, by integer arithmetic: the same on every machine.
///
/// Values beyond ±9e14 and NaN have no such form and give `—`.
func fixed(_ value: Double, decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
  let scaled = (value * Double(scale)).rounded()
  guard scaled.magnitude < 9e14 else { return "—" }
  let units = Int(scaled)
  let whole = grouped(Int(units.magnitude) / scale)
  let sign = units < 0 ? "−" : ""
  guard decimals > 0 else { return sign + whole }
  let rest = String(Int(units.magnitude) % scale)
  return sign + whole + "." + String(repeating: "0", count: decimals - rest.count) + rest
}

/// A count rounded to whole numbers; `—` if it has no such form.
func count(_ value: Double) -> String { fixed(value, decimals: 0) }

/// `1 change`, `2 changes`.
func counted(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
}

/// Numbers up to nine in words at the beginning of a sentence, as prose has them.
func spelled(_ number: Int) -> String {
  let words = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]
  return words.indices.contains(number) ? words[number] : grouped(number)
}

/// `39%`; one decimal below 10 %, where it matters, and `under 0.1%` for what would round to none.
func percent(_ share: Share) -> String {
  let value = share.value * 100
  if value != 0, value.magnitude < 0.05 { return value > 0 ? "under 0.1%" : "0%" }
  return fixed(value, decimals: value.magnitude < 9.95 && value != 0 ? 1 : 0) + "%"
}

/// `93%`, and never a certainty that was not computed: `over 99%`, `under 1%`.
func percent(_ probability: Probability) -> String {
  switch probability.value {
  case ..<0.005: "under 1%"
  case 0.995...: "over 99%"
  default: fixed(probability.value * 100, decimals: 0) + "%"
  }
}

/// A share of a count: `9.9% (46 of 464)`, under 20 cases only `11 of 14`.
func share(_ part: Int, of whole: Int) -> String {
  let cases = "\(grouped(part)) of \(grouped(whole))"
  guard whole >= WordingPolicy.fewestCasesForPercent else { return cases }
  return "\(percent(Share(Double(part) / Double(whole)))) (\(cases))"
}

/// `a, b and c`; `a, b and 4 more` where the list is longer than `limit`.
func enumerated(_ items: [String], limit: Int = WordingPolicy.namesInSentence) -> String {
  if items.count > limit {
    let shown = items.prefix(limit - 1).joined(separator: ", ")
    return "\(shown) and \(grouped(items.count - limit + 1)) more"
  }
  guard items.count > 1, let last = items.last else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " and " + last
}
