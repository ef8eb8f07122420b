import ArgumentParser
import Ingestion
import Reporting

struct Presets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets",
    abstract: "List the known kinds of exports, or print one.",
    discussion: "Yours lie in presets/ beside the settings file, one a file, in the same form.")

  @Argument(help: "A preset to print, as its data file.")
  var name: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let path = common.config ?? Settings.usualPath
      let catalog = try PresetCatalog(folder: Settings.folder(of: path) + "presets")
      if let name {
        guard let preset = catalog.named(name) else { throw unknown(name, catalog) }
        try Diagnostics.result(
          common.json
            ? TerminalText.presetsJSON([(preset.name, preset.title, preset.feed, preset.text)])
            : preset.text)
        return .done
      }
      if common.json {
        try Diagnostics.result(
          TerminalText.presetsJSON(catalog.presets.map { ($0.name, $0.title, $0.feed, nil) }))
        return .done
      }
      let width = catalog.presets.map(\.name.count).max() ?? 0
      for preset in catalog.presets {
        let gap = String(repeating: " ", count: width - preset.name.count + 2)
        try Diagnostics.result(preset.name + gap + preset.title)
      }
      return .done
    }
  }

  private func unknown(_ name: String, _ catalog: PresetCatalog) -> ToolFailure {
    let names = catalog.presets.map(\.name)
    let advice =
      NearestWord.of(name, in: names).map { "Did you mean \"\($0)\"?" }
      ?? "There are \(names.joined(separator: ", "))."
    return ToolFailure(status: .usage, message: "No preset \"\(name)\". \(advice)")
  }
}
