using System.CommandLine;

namespace Holdfast.Cli.Docs;

/// <summary><c>holdfast docs</c>, for whoever works on Holdfast: <c>eng/docs.sh</c> calls it.</summary>
internal static class DocsVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder docs of the repository." };
        var command = new Command("docs", "Write the generated parts of the docs anew.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => Run(Path.GetFullPath(parsed.GetValue(folder)!)));
        return command;
    }

    private static int Run(string folder)
    {
        var changed = GeneratedDocs.Of(folder).Where(static file => !File.Exists(file.Key) || File.ReadAllText(file.Key) != file.Value).ToList();
        foreach (var (path, text) in changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            Console.Out.WriteLine(Path.GetRelativePath(folder, path));
        }

        return ExitCode.Fine;
    }
}
