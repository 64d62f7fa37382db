using Holdfast.Cli.Starting;
using Holdfast.Control.Access;
using Holdfast.Control.Queue;
using Holdfast.Control.Store;
using Holdfast.Core.Errors;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Cli.Docs;

/// <summary>The parts of <c>docs</c> that are written from the code.</summary>
internal static class GeneratedDocs
{
    public static IReadOnlyList<KnownError> Errors { get; } = [.. ErrorCatalogue.All, .. StartErrors.All, .. StoreErrors.All, .. QueueErrors.All, .. AccessErrors.All];

    /// <summary>Every generated file and every page with generated parts, by path, as it should be now.</summary>
    /// <param name="folder">The folder <c>docs</c>.</param>
    public static IReadOnlyDictionary<string, string> Of(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Path.Combine(folder, "schema", "holdfast.schema.json")] = PlanSchema.Write(),
            [Path.Combine(folder, "errors", "README.md")] = ErrorPages.Index(Errors),
        };
        foreach (var error in Errors)
            files[Path.Combine(folder, "errors", ErrorPages.FileName(error))] = ErrorPages.Page(error);
        foreach (var page in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Where(page => !files.ContainsKey(page)))
        {
            var text = File.ReadAllText(page);
            if (PlanDocs.Fill(text) is var filled && filled.Contains("<!-- fields: ", StringComparison.Ordinal))
                files[page] = filled;
        }

        return files;
    }
}
