import Statistics
import Vocabulary

/// The services of a world: an order path, what it stands on, and everything else.
struct ServiceCatalog: Sendable {
  let entries: [ServiceEntry]
  /// How likely a change to each service is to cost orders, relative to the order path's 1.
  let faultWeights: [Double]
  /// How often each service changes, relative to the others.
  let changeWeights: [Double]

  /// The services that a customer's order passes through.
  var orderPath: [Int] { faultWeights.indices.filter { faultWeights[$0] == 1 } }

  init(settings: RegisterSettings, seed: UInt64) {
    var random = SeededGenerator(seed: seed, stream: "register")
    var names = Self.core.map(\.name)
    let wanted = max(names.count, settings.tierOne + settings.tierTwo)
    names += random.shuffled(Self.peripheralNames()).prefix(wanted - names.count)
    var entries: [ServiceEntry] = []
    var faults: [Double] = []
    var changes: [Double] = []
    for (index, name) in names.enumerated() {
      let core = index < Self.core.count ? Self.core[index] : nil
      let area = core?.area ?? random.element(of: Self.areas) ?? "Platform"
      var dependencies = core?.dependsOn ?? []
      if core == nil {
        for _ in 0..<random.integer(in: 0...3) {
          dependencies.append(names[random.integer(below: index)])
        }
      }
      entries.append(
        ServiceEntry(
          service: Service(name), tier: index < settings.tierOne ? 1 : 2,
          owner: "\(area) Team \(random.integer(in: 1...6))", director: "Director, \(area)",
          vp: "VP, \(Self.division(of: area))",
          dependsOn: Set(dependencies).sorted().map { Service($0) }))
      faults.append(core?.faultWeight ?? 0.01)
      // The busiest services ship ten times as often as the quiet ones.
      changes.append((core == nil ? 0.5 : 2) * random.logNormal(median: 1, sd: 0.6))
    }
    self.entries = entries
    faultWeights = faults
    changeWeights = changes
  }

  private struct Core {
    let name: String
    let area: String
    let faultWeight: Double
    let dependsOn: [String]
  }

  private static func path(_ name: String, _ area: String, _ dependsOn: [String]) -> Core {
    Core(name: name, area: area, faultWeight: 1, dependsOn: dependsOn)
  }

  private static func below(_ name: String, _ area: String, _ dependsOn: [String] = []) -> Core {
    Core(name: name, area: area, faultWeight: 0.5, dependsOn: dependsOn)
  }

  /// The path of an order and the services under it, which cost orders when they fail.
  private static let core: [Core] = [
    path(
      "checkout", "Checkout", ["cart", "payments", "delivery-promise", "identity", "pricing"]),
    path("cart", "Checkout", ["pricing", "catalog", "identity", "session-store"]),
    path("payments", "Payments", ["payment-gateway", "fraud-screening", "identity"]),
    path("delivery-promise", "Fulfilment", ["inventory", "shipping-options", "address-book"]),
    path("search", "Discovery", ["search-index", "catalog"]),
    path("catalog", "Catalogue", ["catalog-store", "image-delivery"]),
    path("pricing", "Pricing", ["offer-store", "tax"]),
    path("identity", "Identity", ["session-store", "account-store"]),
    path("storefront-web", "Storefront", ["search", "catalog", "cart", "edge-routing"]),
    path("order-intake", "Checkout", ["checkout", "order-store"]),
    below("payment-gateway", "Payments", ["card-vault"]),
    below("fraud-screening", "Payments"),
    below("inventory", "Fulfilment", ["inventory-store"]),
    below("shipping-options", "Fulfilment"),
    below("address-book", "Identity"),
    below("search-index", "Discovery"),
    below("catalog-store", "Catalogue"),
    below("image-delivery", "Storefront"),
    below("offer-store", "Pricing"),
    below("tax", "Pricing"),
    below("session-store", "Identity"),
    below("account-store", "Identity"),
    below("order-store", "Checkout"),
    below("edge-routing", "Network"),
    below("card-vault", "Payments"),
    below("inventory-store", "Fulfilment"),
  ]

  private static let areas = [
    "Advertising", "Analytics", "Catalogue", "Checkout", "Customer Care", "Devices", "Discovery",
    "Fulfilment", "Grocery", "Identity", "Logistics", "Marketing", "Media", "Network", "Payments",
    "Platform", "Pricing", "Returns", "Sellers", "Storefront", "Subscriptions",
  ]

  private static func division(of area: String) -> String {
    switch area {
    case "Checkout", "Payments", "Pricing", "Subscriptions": "Commerce"
    case "Catalogue", "Discovery", "Storefront", "Media", "Devices": "Shopping Experience"
    case "Fulfilment", "Logistics", "Returns", "Grocery": "Operations"
    case "Identity", "Network", "Platform", "Analytics": "Foundations"
    default: "Customer and Seller Growth"
    }
  }

  private static func peripheralNames() -> [String] {
    let subjects = [
      "ad", "audit", "badge", "banner", "bundle", "campaign", "chat", "coupon", "credit",
      "customs", "device", "digital", "email", "event", "forecast", "gift", "help", "invoice",
      "label", "loyalty", "media", "notification", "partner", "pickup", "recommendation",
      "report", "return", "review", "route", "seller", "subscription", "survey", "video",
      "warehouse", "wishlist",
    ]
    let roles = [
      "api", "archive", "broker", "builder", "console", "editor", "feed", "gateway", "ingest",
      "ledger", "matcher", "planner", "ranking", "scheduler", "store", "sync", "tracker",
    ]
    return subjects.flatMap { subject in roles.map { "\(subject)-\($0)" } }
  }
}
