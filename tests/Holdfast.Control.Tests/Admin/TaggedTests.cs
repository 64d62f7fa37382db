using System.Net;
using Holdfast.Control.Access;
using Holdfast.Control.Plans;
using Holdfast.Control.Tests.Plans;

namespace Holdfast.Control.Tests.Admin;

/// <summary>Lists have tags: who has one already gets no more than that word, and whoever has an old one all of it.</summary>
public sealed class TaggedTests
{
    [Theory]
    [InlineData("/api/switches")]
    [InlineData("/api/signals")]
    [InlineData("/api/principles")]
    [InlineData("/api/principles/degradation/commands")]
    [InlineData("/api/tokens")]
    [InlineData("/api/plan/revisions")]
    [InlineData("/api/plan/proposals")]
    [InlineData("/api/audit")]
    public async Task List_AskedForWithItsTag_IsNotSentAgain(string path)
    {
        await using var scene = new DeskScene();
        await using var admin = await AdminHarness.StartAsync();
        (admin.Plans, admin.Proposals) = (await scene.BeginAsync(), new ProposalDesk(admin.Time));

        var (first, text) = await admin.AskAsync(path);
        var tag = first.Headers.ETag.ShouldNotBeNull(text).Tag;
        var again = await AskAsync(admin, path, tag);
        var old = await AskAsync(admin, path, "\"another\"");

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (again.Answer.StatusCode, again.Text).ShouldBe((HttpStatusCode.NotModified, ""));
        (old.Answer.StatusCode, old.Text).ShouldBe((HttpStatusCode.OK, text));
    }

    [Fact]
    public async Task List_ThatHasChanged_HasAnotherTag()
    {
        await using var admin = await AdminHarness.StartAsync();
        var before = (await admin.AskAsync("/api/tokens")).Answer.Headers.ETag!.Tag;

        await admin.TokenAsync(Role.Viewer, "one-more");

        var (answer, text) = await AskAsync(admin, "/api/tokens", before);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("one-more");
    }

    [Fact]
    public async Task List_ThatIsRefused_HasNoTag()
    {
        await using var admin = await AdminHarness.StartAsync();

        var (answer, text) = await admin.AskAsync("/api/signals?limit=0");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        text.ShouldContain("limit");
        answer.Headers.ETag.ShouldBeNull();
    }

    private static async Task<(HttpResponseMessage Answer, string Text)> AskAsync(AdminHarness admin, string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(admin.Url, path));
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        request.Headers.TryAddWithoutValidation("Authorization", admin.Shown);
        var answer = await admin.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
