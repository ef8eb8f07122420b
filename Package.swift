// swift-tools-version: 6.1
import PackageDescription

// Targets stand in the order in which data flows. A stage imports Vocabulary and, where it
// calculates, Statistics; it never imports another stage. Stages meet in the tool alone.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .unsafeFlags(["-warnings-as-errors"]),
]

// What counts orders is optimised for tests too: they judge hundreds of worlds, which takes twenty times as long
// otherwise.
let counting = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func stage(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: ["Vocabulary"] + dependencies, resources: resources,
    swiftSettings: counting)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], goldenFiles: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "Vocabulary", "TestSupport"] + dependencies,
    exclude: goldenFiles, swiftSettings: strict)
}

let package = Package(
  name: "faultline",
  products: [.executable(name: "faultline", targets: ["faultline"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // C libraries as they are
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // what all stand on
    .target(name: "Vocabulary", swiftSettings: counting),
    .target(name: "Statistics", swiftSettings: counting),

    // the flow
    stage("Ingestion", ["CLibCSV", "CZlib", "CCrypto"]),
    stage(
      "Datastore",
      [
        "CSQLite", "CZlib", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      // Data, and yet one binary that needs no folder beside it.
      resources: [.embedInCode("Schema/schema.sql")]),
    stage("Detection", ["Statistics"]),
    stage("Correlation", ["Statistics"]),
    stage("Policy", ["Statistics"]),
    .target(
      name: "Reporting",
      dependencies: ["Vocabulary", .product(name: "Mustache", package: "swift-mustache")],
      // Data, and yet one binary that needs no folder beside it.
      resources: [.embedInCode("Drafts/Templates")], swiftSettings: strict),

    // worlds with known truth, and how close the flow came to it
    stage("Simulation", ["Statistics", "CZlib"]),

    // the tool
    .executableTarget(
      name: "faultline",
      dependencies: [
        "Vocabulary", "Ingestion", "Datastore", "Detection", "Correlation", "Policy", "Reporting",
        "Simulation", "Statistics", "TOMLKit", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // Data, and yet one binary that needs no folder beside it.
      resources: [.embedInCode("Presets")],
      swiftSettings: strict),

    // tests mirror the sources
    .target(
      name: "TestSupport", dependencies: ["Vocabulary", "Statistics"], path: "Tests/TestSupport",
      swiftSettings: counting),
    .executableTarget(
      name: "lanes", dependencies: ["Ingestion", "TestSupport"], path: "Tests/Lanes",
      swiftSettings: strict),
    .executableTarget(
      name: "pages", dependencies: ["Datastore", "Vocabulary"], path: "Tests/Pages",
      swiftSettings: strict),
    .target(
      name: "FuzzTargets", dependencies: ["Vocabulary", "Ingestion", "CZlib"],
      path: "Tests/FuzzTargets", exclude: ["Dictionaries"], swiftSettings: strict),
    .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "TestSupport"], swiftSettings: strict),
    tests("Ingestion", ["FuzzTargets"], goldenFiles: ["Corpus"]),
    tests("Datastore", [.product(name: "GRDB", package: "GRDB.swift")]),
    tests("Detection", ["Statistics"]),
    tests("Correlation", ["Statistics"]),
    tests("Policy", ["Statistics"]),
    tests("Reporting", goldenFiles: ["Goldens"]),
    tests("Simulation", ["Statistics"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "TestSupport", "Vocabulary", "Statistics", "faultline",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Exports"], swiftSettings: strict),
  ]
)
