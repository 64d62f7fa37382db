using System.Net;
using System.Text;
using System.Text.Json;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Plans;
using Holdfast.Control.Tests.Store;

namespace Holdfast.Control.Tests.Admin;

/// <summary>The plan over the admin listener: what is answered, what is refused, and that nothing is changed by what is refused.</summary>
public sealed class PlanRoutesTests : IAsyncLifetime
{
    private static readonly (string, string) Meant = (CommandGuard.Header, "plan");

    private readonly DeskScene _scene = new();
    private AdminHarness _admin = null!;
    private PlanDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _admin = await AdminHarness.StartAsync();
        _admin.Plans = _desk = await _scene.BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Plan_Asked_IsTheLiveOneWithItsNumberAsTag()
    {
        var (answer, text) = await _admin.AskAsync("/api/plan");

        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var state = JsonSerializer.Deserialize(text, AdminJson.Default.PlanState)!;
        (state.Digest, state.Parent, state.IsRecorded).ShouldBe((DeskScene.DigestOf("1s"), 1, true));
    }

    [Fact]
    public async Task Publication_FromTheLiveRevision_IsAnsweredWithWhatChanged()
    {
        var (answer, text) = await PublishAsync("2s", "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
        JsonSerializer.Deserialize(text, AdminJson.Default.PlanOutcome)!.ShouldSatisfyAllConditions(
            static it => it.Changed.ShouldBeTrue(), static it => it.Number.ShouldBe(2), static it => it.Changes.ShouldHaveSingleItem().ShouldContain("2s"));
    }

    [Fact]
    public async Task Publication_FromAnOutdatedOne_IsAConflictWithWhatOthersChanged()
    {
        await PublishAsync("2s", "\"1\"");

        var (answer, text) = await PublishAsync("3s", "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, text);
        var problem = JsonSerializer.Deserialize(text, AdminJson.Default.AdminProblem)!;
        (problem.Error, problem.Live).ShouldBe(("HF6010", 2));
        problem.Changes!.ShouldHaveSingleItem().ShouldContain("2s");
        _desk.Live.Number.ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData("\"one\"")]
    [InlineData("W/\"1\"")]
    [InlineData("*")]
    [InlineData("\"1\", \"2\"")]
    public async Task Publication_ThatDoesNotSayFromWhich_IsRefused(string? tag)
    {
        var (answer, text) = await PublishAsync("2s", tag);

        ((int)answer.StatusCode).ShouldBe(428, text);
        _desk.Live.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Publication_WithErrors_IsRefusedWithTheirPlaces()
    {
        var (answer, text) = await PublishAsync("soon", "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, text);
        var error = JsonSerializer.Deserialize(text, AdminJson.Default.AdminProblem)!.Errors!.ShouldHaveSingleItem();
        (error.File, error.Line).ShouldBe(("/plan.yaml", 6));
        _desk.Live.Number.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "by": "ann", "why": "a try", "files": [] }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "by": "ann", "why": "a try" }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "by": "ann", "why": "a try", "files": [ { "path": "plan.yaml", "text": "holdfast: 1" } ] }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "by": "ann", "files": [ { "path": "/plan.yaml", "text": "holdfast: 1" } ] }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "why": "a try", "files": [ { "path": "/plan.yaml", "text": "holdfast: 1" } ] }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "by": "ann\nroot", "why": "a try", "files": [ { "path": "/plan.yaml", "text": "holdfast: 1" } ] }""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[", HttpStatusCode.BadRequest)]
    public async Task Publication_ThatIsNotUnderstood_IsRefusedAndNothingIsTried(string body, HttpStatusCode status)
    {
        var (answer, text) = await _admin.PostAsync("/api/plan/revisions", Json(body), Meant, ("If-Match", "\"1\""));

        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        _scene.Target.Tries.ShouldBe(0);
    }

    [Fact]
    public async Task Publication_WhileTheStoreIsAway_IsRefusedAndThePlanServesOn()
    {
        _scene.TakeTheStoreAway();

        var (answer, text) = await PublishAsync("2s", "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, text);
        JsonSerializer.Deserialize(text, AdminJson.Default.AdminProblem)!.Error.ShouldBe("HF6000");
        _scene.Target.Tries.ShouldBe(0);
        _desk.Live.Number.ShouldBe(1);
    }

    [Theory]
    [InlineData("/api/plan/revisions")]
    [InlineData("/api/plan/rollback")]
    public async Task Change_FromAWebPage_IsRefused(string path)
    {
        var (answer, text) = await _admin.PostAsync(path, Json("""{ "by": "ann", "why": "a try" }"""), ("If-Match", "\"1\""));

        ((int)answer.StatusCode).ShouldBeOneOf(400, 401, 403);
        text.ShouldNotContain("revision");
    }

    [Fact]
    public async Task Rollback_Asked_MakesTheOneBeforeLiveAndSaysSoTheSecondTime()
    {
        await PublishAsync("2s", "\"1\"");

        var (_, first) = await _admin.PostAsync("/api/plan/rollback", Json("""{ "by": "ann", "why": "2 is bad", "to": 1 }"""), Meant);
        var (_, second) = await _admin.PostAsync("/api/plan/rollback", Json("""{ "by": "ben", "why": "2 is bad", "to": 1 }"""), Meant);

        JsonSerializer.Deserialize(first, AdminJson.Default.PlanOutcome)!.Text.ShouldBe("revision 1 is live");
        JsonSerializer.Deserialize(second, AdminJson.Default.PlanOutcome)!.Text.ShouldBe("revision 1 is already live");
    }

    [Fact]
    public async Task History_Paged_ShowsEveryRevisionOnceAndEnds()
    {
        for (var n = 2; n <= 7; n++) await _desk.PublishAsync(Drafts.Text($"{n}s"), n - 1, Drafts.Ann, TestContext.Current.CancellationToken);
        List<int> seen = [];
        int? next = null;
        for (var page = 0; page < 10; page++)
        {
            var (_, text) = await _admin.AskAsync($"/api/plan/revisions?limit=3{(next is null ? "" : $"&before={next}")}");
            var answer = JsonSerializer.Deserialize(text, AdminJson.Default.RevisionPage)!;
            seen.AddRange(answer.Revisions.Select(static revision => revision.Number));
            if ((next = answer.Next) is null) break;
        }

        seen.ShouldBe([7, 6, 5, 4, 3, 2, 1]);
        next.ShouldBeNull();
    }

    [Theory]
    [InlineData("/api/plan/revisions?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/plan/revisions?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/plan/revisions?before=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/plan/revisions/9", HttpStatusCode.NotFound)]
    [InlineData("/api/plan/revisions/x", HttpStatusCode.NotFound)]
    [InlineData("/api/plan/revisions/99999999999", HttpStatusCode.NotFound)]
    [InlineData("/api/plan/revisions/1/diff?to=9", HttpStatusCode.NotFound)]
    [InlineData("/api/plan/revisions/1/diff?to=0", HttpStatusCode.BadRequest)]
    public async Task Question_ThatHasNoAnswer_IsAProblem(string path, HttpStatusCode status)
    {
        var (answer, text) = await _admin.AskAsync(path);

        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Revision_Asked_IsItsTexts()
    {
        var (_, text) = await _admin.AskAsync("/api/plan/revisions/1");

        var found = JsonSerializer.Deserialize(text, AdminJson.Default.RevisionTexts)!;
        found.Files.ShouldHaveSingleItem().Text.ShouldBe(Texts.Plan("1s"));
    }

    [Fact]
    public async Task Difference_OfTwoRevisions_IsInWords()
    {
        await PublishAsync("2s", "\"1\"");
        await PublishAsync("3s", "\"2\"");

        var (_, two) = await _admin.AskAsync("/api/plan/revisions/1/diff?to=2");
        var (_, live) = await _admin.AskAsync("/api/plan/revisions/1/diff");

        JsonSerializer.Deserialize(two, AdminJson.Default.RevisionDiff)!.Changes.ShouldHaveSingleItem().ShouldContain("2s");
        var toLive = JsonSerializer.Deserialize(live, AdminJson.Default.RevisionDiff)!;
        (toLive.From, toLive.To).ShouldBe((1, 3));
    }

    private Task<(HttpResponseMessage Answer, string Text)> PublishAsync(string timeout, string? tag)
    {
        var body = new PlanBody { By = "ann", Why = "a try", Files = [new PlanFileEntry("/plan.yaml", Texts.Plan(timeout))] };
        var content = Json(JsonSerializer.Serialize(body, AdminJson.Default.PlanBody));
        return tag is null
            ? _admin.PostAsync("/api/plan/revisions", content, Meant)
            : _admin.PostAsync("/api/plan/revisions", content, Meant, ("If-Match", tag));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
