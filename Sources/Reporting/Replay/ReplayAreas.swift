public import Vocabulary

/// The areas by which a replay tells changes apart, without naming a person.
public enum ReplayAreas {
  /// The VP area of each service that changes were made to.
  ///
  /// - Parameter given: Names of areas by what the register calls their VPs.
  public static func vps(
    _ changes: [Change], register: [Service: ServiceEntry], given: [String: String]
  ) -> [Service: String] {
    let names = AreaNames(register, given: given, people: PeopleFilter(changes))
    return changes.reduce(into: [:]) { areas, change in
      areas[change.service] = names.vp(of: register[change.service])
    }
  }
}
