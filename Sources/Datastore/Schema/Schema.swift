import GRDB

/// The tables and how they came to be. A step that has been released is never edited.
enum Schema {
  /// "FLTL" in the file's header, so that no other program's database is taken for ours.
  static let applicationID = 0x464c_544c

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 input, findings, verdicts") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: inputTables)
      try database.execute(sql: findingTables)
      for view in views { try database.execute(sql: view) }
    }
    migrator.registerMigration("2 range of the first suspect's probability") { database in
      try database.execute(sql: rangeColumns)
    }
    migrator.registerMigration("3 the form in which a file was read") { database in
      try database.execute(sql: intakeWithForm)
    }
    migrator.registerMigration("4 what was known when; rows mended") { database in
      try database.execute(sql: historyTables)
    }
    migrator.registerMigration("5 hours in order of time") { database in
      try database.execute(sql: hoursByTime)
      try database.execute(sql: orderHourView)
    }
    migrator.registerMigration("6 columns that nothing is made of") { database in
      try database.execute(sql: extraColumns)
    }
    migrator.registerMigration("7 change records") { database in
      try database.execute(sql: changeRecordTable)
      try database.execute(sql: changeViewWithRecords)
    }
    migrator.registerMigration("8 falls on watch") { database in
      try database.execute(sql: watchColumn)
    }
    migrator.registerMigration("9 controls that need not be met") { database in
      try database.execute(sql: exceptedControls)
      try database.execute(sql: controlView)
    }
    migrator.registerMigration("10 places of register rows") { database in
      try database.execute(sql: registerPlaces)
    }
    migrator.registerMigration("11 screened weeks") { database in
      try database.execute(sql: screenedWeekTables)
    }
    migrator.registerMigration("12 baselines of series") { database in
      try database.execute(sql: baselineTable)
    }
    migrator.registerMigration("13 drops that may be days off") { database in
      try database.execute(sql: dayOffColumn)
      try database.execute(sql: dropViewWithDayOff)
    }
    migrator.registerMigration("14 how far runs looked") { database in
      try database.execute(sql: lookedUntilColumns)
    }
    return migrator
  }
}
