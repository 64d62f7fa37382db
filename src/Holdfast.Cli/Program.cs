return await Holdfast.Cli.CommandLine.RunAsync(args);
