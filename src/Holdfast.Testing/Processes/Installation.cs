using System.Runtime.InteropServices;

namespace Holdfast.Testing.Processes;

/// <summary>Where the things are that tests run: found from the running assembly, built the same way (Debug or Release).</summary>
public static class Installation
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The <c>dotnet</c> that runs this test.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    /// <summary>The <c>holdfast</c> assembly.</summary>
    public static string Cli => Output("src/Holdfast.Cli", "holdfast.dll");

    /// <summary>The assembly of a node that can be made sick.</summary>
    public static string Node => Output("src/Holdfast.Testing.Node", "Holdfast.Testing.Node.dll");

    private static string Output(string project, string file)
    {
        // tests/<name>/bin/<configuration>/<framework>
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var configuration = framework.Parent!.Name;
        var path = Path.Combine(Root, project, "bin", configuration, framework.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Not built: {path}", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Holdfast.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Holdfast.slnx above {AppContext.BaseDirectory}");
    }
}
