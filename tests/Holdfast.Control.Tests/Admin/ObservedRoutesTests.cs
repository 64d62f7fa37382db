using System.Net;
using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Core.Pipeline;

namespace Holdfast.Control.Tests.Admin;

public sealed class ObservedRoutesTests
{
    private static readonly Uri Backend = new("http://127.0.0.1:1001");

    [Theory]
    [InlineData("/api/observed")]
    [InlineData("/api/observed/draft")]
    public async Task Asked_WhereNothingIsObserved_SaysSo(string path)
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        text.ShouldContain("HF5180");
    }

    [Fact]
    public async Task Observed_CallsAnsweredAndNot_AreTold()
    {
        await using var admin = await AdminHarness.StartAsync(observed: Backend);
        await admin.CallAsync("/i", Outcome.Answered(200));
        await admin.CallAsync("/i", Outcome.Answered(500));
        await admin.CallAsync("/j", Outcome.Answered(404));

        var (_, text) = await admin.AskAsync("/api/observed");
        var report = JsonSerializer.Deserialize(text, AdminJson.Default.ObservedReport)!;

        (report.Backend, report.Calls, report.NotTaken, report.Beyond, report.IsFull).ShouldBe(("http://127.0.0.1:1001", 3, 1, 0, false));
        var path = report.Paths.ShouldHaveSingleItem();
        (path.Name, path.Method, path.Path, path.Calls, path.Failed).ShouldBe(("get-i", "GET", "/i", 2, 1));
    }

    /// <summary>A draft costs a dry run: whoever only looks has none made.</summary>
    [Fact]
    public async Task Draft_IsForThoseWhoMayChangeThePlan()
    {
        await using var admin = await AdminHarness.StartAsync(observed: Backend);
        for (var call = 0; call < 7; call++) await admin.CallAsync("/i", Outcome.Answered(200));

        var (_, text) = await admin.AskAsync("/api/observed/draft");
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Viewer)}";
        var (looked, _) = await admin.AskAsync("/api/observed");
        var (refused, _) = await admin.AskAsync("/api/observed/draft");

        var draft = JsonSerializer.Deserialize(text, AdminJson.Default.ObservedDraft)!;
        (draft.Interfaces, draft.Calls, draft.DryRun.Calls, draft.DryRun.Refused).ShouldBe((1, 7, 7, 0));
        draft.Changes.ShouldContain(static change => change.Contains("get-i", StringComparison.Ordinal));
        (looked.StatusCode, refused.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Forbidden));
    }
}
