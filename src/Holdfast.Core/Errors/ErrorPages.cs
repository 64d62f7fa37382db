using System.Text;

namespace Holdfast.Core.Errors;

/// <summary>The pages of <c>docs/errors</c>, from the catalogue.</summary>
public static class ErrorPages
{
    public static string FileName(KnownError error) => $"{error.Id}.md";

    public static string Page(KnownError error)
    {
        var page = new StringBuilder()
            .Append($"# {error.Id}: {error.Title}\n\n")
            .Append($"**Why it is an error.** {error.Why}\n\n")
            .Append($"**What to do.** {error.Mend}{(error.Status is { } status ? $" Answered with {status}." : "")}\n");
        if (error.Example is { } example)
            page.Append($"\n```yaml\n{example}\n```\n");
        return page.Append("\n<!-- generated from the catalogue of errors by eng/docs.sh -->\n").ToString();
    }

    /// <summary>The list of all pages.</summary>
    public static string Index(IEnumerable<KnownError> errors)
    {
        var page = new StringBuilder("# Errors\n\nEvery error that Holdfast reports has an id, which never changes its meaning. "
            + "A rule that compares several fields is checked once each of them can be read: mending one error of a plan may bring another to light.\n\n| Id | What happened |\n|---|---|\n");
        foreach (var error in errors.OrderBy(e => e.Id, StringComparer.Ordinal))
            page.Append($"| [{error.Id}]({FileName(error)}) | {error.Title} |\n");
        return page.Append("\n<!-- generated from the catalogue of errors by eng/docs.sh -->\n").ToString();
    }
}
