using Holdfast.Core.Errors;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Tests.Plan;

/// <summary>What is generated from the fields is what lies in the repository. <c>eng/docs.sh</c> writes it anew.</summary>
public sealed class RepositoryDocsTests
{
    private static readonly string Docs = Path.Combine(Root(), "docs");
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("HOLDFAST_DOCS") == "write";

    [Fact]
    public void Schema_InRepository_IsWhatTheFieldsSay() =>
        Expect(Path.Combine(Docs, "schema", "holdfast.schema.json"), PlanSchema.Write());

    [Fact]
    public void TablesOfKeys_InEveryPage_AreWhatTheFieldsSay()
    {
        foreach (var page in Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(page);
            if (text.Contains("<!-- fields: ", StringComparison.Ordinal))
                Expect(page, PlanDocs.Fill(text));
        }

        File.ReadAllText(Path.Combine(Docs, "plan.md")).ShouldContain("<!-- fields: all -->");
    }

    [Fact]
    public void ErrorsAll_InRepository_HaveTheirPages()
    {
        foreach (var error in ErrorCatalogue.All)
            Expect(Path.Combine(Docs, "errors", ErrorPages.FileName(error)), ErrorPages.Page(error));
    }

    [Fact]
    public void PagesOfErrors_InRepository_HaveTheirErrors()
    {
        var known = ErrorCatalogue.All.Select(ErrorPages.FileName).ToHashSet(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Path.Combine(Docs, "errors"), "HF*.md").Select(f => Path.GetFileName(f)!);
        // HF3 are the errors of starting up, HF6 those of the store, HF7 those of who comes in: they belong to others, and their tests look after them.
        pages.Where(p => !p.StartsWith("HF3", StringComparison.Ordinal) && !p.StartsWith("HF6", StringComparison.Ordinal) && !p.StartsWith("HF7", StringComparison.Ordinal))
            .Where(p => !known.Contains(p)).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_OfErrors_AreDistinct() =>
        ErrorCatalogue.All.Select(e => e.Id).ShouldBeUnique();

    private static void Expect(string file, string text)
    {
        if (Rewrite)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: run eng/docs.sh");
        File.ReadAllText(file).ShouldBe(text, $"{file} is out of date: run eng/docs.sh");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Holdfast.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
