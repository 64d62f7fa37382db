using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class IncludeTests
{
    private const string Main = """
        holdfast: 1
        owners: [ann@example.com, bob@example.com]
        include: [ services.yaml, "interfaces/*.yaml" ]
        """;

    private const string Services = "services: { shop: { tls: { authority: ../ca.pem }, versions: { v1: { nodes: [ \"http://10.0.0.1:5000\" ] } } } }";

    [Fact]
    public void Files_OfAPlan_AreLaidTogether()
    {
        var result = Texts.Read(Files()
            .Add("interfaces/b.yaml", Interface("b"))
            .Add("interfaces/a.yaml", Interface("a"))
            .Add("interfaces/.hidden.yaml", "nonsense")
            .Add("interfaces/notes.txt", "nonsense"));

        result.Errors.ShouldBeEmpty();
        result.Plan!.Interfaces.Keys.ShouldBe(["a", "b"]);
        result.Sources.Texts.ShouldBe(["/plan.yaml", "/services.yaml", "/interfaces/a.yaml", "/interfaces/b.yaml"]);
        result.Sources.Folders.ShouldBe(["/interfaces"]);
    }

    [Fact]
    public void NameInTwoFiles_Read_IsAnErrorWithBothPlaces()
    {
        var error = Texts.Bad(Texts.Read(Files().Add("interfaces/a.yaml", Interface("a")).Add("interfaces/b.yaml", "\n" + Interface("a"))));

        error.Known.ShouldBe(TextErrors.Duplicate);
        error.Place.ToString().ShouldBe("interfaces/b.yaml:2:15");
        error.Related.ToString().ShouldBe("interfaces/a.yaml:1:15");
    }

    [Fact]
    public void SectionThatIsSaidOnce_InTwoFiles_IsAnError() =>
        Texts.Bad(Texts.Read(Files().Add("interfaces/a.yaml", Interface("a") + "\nowners: [eve, kim]")))
            .Message.ShouldBe("'owners' is declared in two files");

    [Fact]
    public void FileName_InAnIncludedFile_IsRelativeToThatFile()
    {
        var files = new MemoryPlanFiles()
            .Add("plan.yaml", Texts.Least.Replace("services:\n", "include: deep/services.yaml\nservices:\n", StringComparison.Ordinal)
                .Replace("service: shop", "service: other", StringComparison.Ordinal) + "\n  b: { match: { path: /b }, service: shop }")
            .Add("deep/services.yaml", Services.Replace("shop", "other", StringComparison.Ordinal));

        var result = Texts.Read(files);

        result.Errors.ShouldBeEmpty();
        result.Sources.Referred.ShouldBe(["/ca.pem"]);
    }

    [Fact]
    public void Cycle_Read_IsNamedWithItsChain()
    {
        var error = Texts.Bad(Texts.Read(Files().Add("interfaces/a.yaml", Interface("a") + "\ninclude: ../plan.yaml")));

        error.Known.ShouldBe(TextErrors.Cycle);
        error.Place.ToString().ShouldBe("interfaces/a.yaml:2:10");
        error.Message.ShouldBe("The file includes itself: plan.yaml → a.yaml → plan.yaml");
    }

    [Fact]
    public void FileNamedTwice_Read_IsReadOnce()
    {
        var files = Files().Add("interfaces/a.yaml", Interface("a") + "\ninclude: ../services.yaml");

        Texts.Read(files).IsGood.ShouldBeTrue();
    }

    [Fact]
    public void PatternOverItsOwnFolder_Read_LeavesTheFileItselfOut()
    {
        var files = new MemoryPlanFiles().Add("plan.yaml", Texts.Least + "\ninclude: \"*.yaml\"").Add("b.yaml", Interface("b"));

        Texts.Read(files).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void BadFile_AmongGoodOnes_HidesNoOtherError()
    {
        var result = Texts.Read(Files().Add("interfaces/a.yaml", Interface("a").Replace("/a", "a", StringComparison.Ordinal)).Add("interfaces/b.yaml", "a: ["));

        result.Errors.Select(e => e.Known).ShouldBe([ValueErrors.PathTemplate, TextErrors.Syntax]);
    }

    [Fact]
    public void Depth_BeyondTheLimit_IsRefused()
    {
        var files = new MemoryPlanFiles().Add("plan.yaml", Texts.Least + "\ninclude: f0.yaml");
        for (var i = 0; i < 20; i++)
            files.Add($"f{i}.yaml", $"include: f{i + 1}.yaml");

        Texts.Bad(Texts.Read(files)).Known.ShouldBe(TextErrors.TooManyFiles);
    }

    [Fact]
    public void Digest_OfTheSameTexts_IsTheSameAndChangesWithThem()
    {
        var first = Texts.Read(Files().Add("interfaces/a.yaml", Interface("a"))).Digest;

        Texts.Read(Files().Add("interfaces/a.yaml", Interface("a"))).Digest.ShouldBe(first);
        Texts.Read(Files().Add("interfaces/a.yaml", Interface("a") + " ")).Digest.ShouldNotBe(first);
        first.Length.ShouldBe(64);
    }

    private static MemoryPlanFiles Files() => new MemoryPlanFiles().Add("plan.yaml", Main).Add("services.yaml", Services);

    private static string Interface(string name) =>
        $"interfaces: {{ {name}: {{ match: {{ path: /{name} }}, service: shop }} }}";
}
