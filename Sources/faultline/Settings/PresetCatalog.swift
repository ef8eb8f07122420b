import Ingestion
import Vocabulary

/// The presets built in, and those of the user.
struct PresetCatalog {
  /// By name.
  let presets: [Preset]

  /// The data files in `Presets/`, which the build puts into the program.
  static let builtIn: [(name: String, bytes: [UInt8])] = [
    ("argocd-history", PackageResources.argocd_history_toml),
    ("datadog-dora", PackageResources.datadog_dora_toml),
    ("git-log", PackageResources.git_log_toml),
    ("github-deployments", PackageResources.github_deployments_toml),
    ("jira-issues", PackageResources.jira_issues_toml),
    ("own-calendar", PackageResources.own_calendar_toml),
    ("own-change-records", PackageResources.own_change_records_toml),
    ("own-deploys", PackageResources.own_deploys_toml),
    ("own-incidents", PackageResources.own_incidents_toml),
    ("own-order-metrics", PackageResources.own_order_metrics_toml),
    ("own-services", PackageResources.own_services_toml),
    ("pagerduty-incidents", PackageResources.pagerduty_incidents_toml),
    ("servicenow-change", PackageResources.servicenow_change_toml),
    ("servicenow-change-records", PackageResources.servicenow_change_records_toml),
    ("servicenow-incident", PackageResources.servicenow_incident_toml),
    ("spinnaker-executions", PackageResources.spinnaker_executions_toml),
  ]

  /// The user's own lie in `folder`, one a file; one of the same name stands above the built-in.
  /// Throws `ToolFailure` with status 78 if a file cannot be read as a preset.
  init(folder: String) throws {
    var presets: [String: Preset] = [:]
    for (name, bytes) in PresetCatalog.builtIn {
      let problems = SettingsProblems(file: "\(name).toml")
      presets[name] = Preset(
        name: name, text: String(decoding: bytes, as: UTF8.self), problems: problems)
      try problems.check()
    }
    for path in FileBytes.matching("\(folder)/*.toml") {
      let problems = SettingsProblems(file: path)
      let name = String(path.dropFirst(folder.count + 1).dropLast(".toml".count))
      guard let bytes = FileBytes.read(path) else {
        throw ToolFailure(status: .settings, message: "\(path): cannot be read.")
      }
      presets[name] = Preset(
        name: name, text: String(decoding: bytes, as: UTF8.self), problems: problems)
      try problems.check()
    }
    self.presets = presets.values.sorted { $0.name < $1.name }
  }

  func named(_ name: String) -> Preset? { presets.first { $0.name == name } }

  /// The preset of Faultline's own form of a feed.
  func own(_ feed: Feed) -> Preset? {
    named("own-\(feed.rawValue.replacing("_", with: "-"))")
  }
}
