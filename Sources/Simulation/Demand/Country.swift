/// A part of the world whose marketplaces take rollout steps together.
enum Region: String, CaseIterable, Sendable {
  case northAmerica, europe, middleEast, asiaPacific, southAmerica
}

/// A marketplace that a world may have.
struct Country: Sendable {
  let code: String
  let region: Region
  /// Relative size; only ratios count.
  let size: Double
  let zone: TimeZoneRule
  /// Days of the weekend, Monday being 0.
  let weekend: Set<Int>

  private init(
    _ code: String, _ region: Region, _ size: Double, _ zone: TimeZoneRule,
    weekend: Set<Int> = [5, 6]
  ) {
    self.code = code
    self.region = region
    self.size = size
    self.zone = zone
    self.weekend = weekend
  }

  /// Sizes are of the order of the countries' online trade and span a factor of 400.
  static let all: [Country] = [
    Country("US", .northAmerica, 48, TimeZoneRule(hours: -5, .unitedStates)),
    Country("CA", .northAmerica, 6, TimeZoneRule(hours: -5, .unitedStates)),
    Country("MX", .northAmerica, 3, TimeZoneRule(hours: -6, .never)),
    Country("UK", .europe, 9, TimeZoneRule(hours: 0, .europe)),
    Country("DE", .europe, 9, TimeZoneRule(hours: 1, .europe)),
    Country("FR", .europe, 4, TimeZoneRule(hours: 1, .europe)),
    Country("IT", .europe, 3.5, TimeZoneRule(hours: 1, .europe)),
    Country("ES", .europe, 2.7, TimeZoneRule(hours: 1, .europe)),
    Country("NL", .europe, 1, TimeZoneRule(hours: 1, .europe)),
    Country("SE", .europe, 0.6, TimeZoneRule(hours: 1, .europe)),
    Country("PL", .europe, 0.7, TimeZoneRule(hours: 1, .europe)),
    Country("BE", .europe, 0.4, TimeZoneRule(hours: 1, .europe)),
    Country("AE", .middleEast, 0.6, TimeZoneRule(hours: 4, .never)),
    Country("SA", .middleEast, 0.5, TimeZoneRule(hours: 3, .never), weekend: [4, 5]),
    Country("EG", .middleEast, 0.2, TimeZoneRule(hours: 2, .never), weekend: [4, 5]),
    Country("TR", .middleEast, 0.6, TimeZoneRule(hours: 3, .never)),
    Country("JP", .asiaPacific, 7, TimeZoneRule(hours: 9, .never)),
    Country("IN", .asiaPacific, 6, TimeZoneRule(hours: 5.5, .never)),
    Country("AU", .asiaPacific, 1.2, TimeZoneRule(hours: 10, .australia)),
    Country("SG", .asiaPacific, 0.12, TimeZoneRule(hours: 8, .never)),
    Country("BR", .southAmerica, 1.8, TimeZoneRule(hours: -3, .never)),
  ]

  /// The countries with these codes, in this order; unknown codes are left out.
  static func named(_ codes: [String]) -> [Country] {
    codes.compactMap { code in all.first { $0.code == code } }
  }
}
