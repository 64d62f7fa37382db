using System.CommandLine;
using Holdfast.Cli.Up;

var root = new RootCommand("Keeps backend interfaces up.") { UpVerb.Create() };
return await root.Parse(args).InvokeAsync();
