import Vocabulary

/// What the areas of directors and VPs are called, without naming a person.
///
/// A cell that names a role with its area ("Director, Checkout", "VP of Commerce") gives the area.
/// Any other may be a person's name: the policy may name its area, or else the area goes by its
/// systems.
struct AreaNames: Sendable {
  private let directors: [String: String]
  private let vps: [String: String]

  /// What an area is called whose services have no such cell.
  static let none = "no area in the register"

  init(
    _ register: [Service: ServiceEntry], given: [String: String], people: PeopleFilter
  ) {
    func names(_ cell: (ServiceEntry) -> String?) -> [String: String] {
      let entries = register.values.filter { cell($0) != nil }
      return Dictionary(grouping: entries) { cell($0) ?? "" }
        .mapValues { $0.map(\.service.name).sorted() }
        .reduce(into: [:]) { names, area in
          names[area.key] =
            given[area.key] ?? AreaNames.area(area.key, people)
            ?? "area of \(enumerated(area.value, limit: 2))"
        }
    }
    directors = names(\.director)
    vps = names(\.vp)
  }

  func director(of entry: ServiceEntry?) -> String {
    entry?.director.flatMap { directors[$0] } ?? AreaNames.none
  }

  func vp(of entry: ServiceEntry?) -> String { entry?.vp.flatMap { vps[$0] } ?? AreaNames.none }

  private static let roles: Set<String> = [
    "director", "senior director", "vp", "svp", "evp", "vice president", "head", "area",
  ]

  /// The area of `Director, Checkout` or `Director of Checkout`; `nil` if the cell has another form,
  /// or a name that is known for a person's.
  private static func area(_ cell: String, _ people: PeopleFilter) -> String? {
    for mark in [", ", " of "] {
      guard let found = cell.firstRange(of: mark) else { continue }
      let area = String(cell[found.upperBound...])
      let isRole = roles.contains(cell[..<found.lowerBound].lowercased())
      if isRole, !area.isEmpty, people.cleaned(area) == area { return area }
    }
    return nil
  }
}
