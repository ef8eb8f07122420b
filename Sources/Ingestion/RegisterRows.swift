import Vocabulary

/// Rows of the register of services.
enum ServiceRows {
  /// `nil` if a fault was noted.
  static func record(_ row: inout RowCells) -> ServiceEntry? {
    let service = row.requiredText("service")
    let tier = row.whole("tier").valueIfAny
    let owner = row.text("owner").valueIfAny
    let director = row.text("director").valueIfAny
    let vp = row.text("vp").valueIfAny
    let dependsOn = row.list("depends_on").valueIfAny ?? []
    guard let service else { return nil }
    return ServiceEntry(
      service: Service(service), tier: tier, owner: owner, director: director, vp: vp,
      dependsOn: dependsOn.map(Service.init), place: row.place)
  }
}

/// Rows of the calendar.
enum CalendarRows {
  /// `nil` if a fault was noted.
  static func record(_ row: inout RowCells) -> CalendarEvent? {
    let startsAt = row.requiredTime("starts_at")
    let endsAt = row.requiredTime("ends_at")
    let marketplaces = row.list("marketplaces").valueIfAny ?? []
    let kind = row.word("kind", CalendarEventKind.self).valueIfAny
    let name = row.text("name").valueIfAny
    row.check("ends_at", endsAt, notBefore: startsAt, of: "starts_at")
    guard let startsAt, let endsAt, let window = TimeWindow(start: startsAt, end: endsAt) else {
      return nil
    }
    return CalendarEvent(
      window: window,
      marketplaces: marketplaces.contains("*") ? [] : Set(marketplaces.map(Marketplace.init)),
      kind: kind, name: name)
  }
}
