using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>The path that was matched is the path that is forwarded, or nothing is: over raw sockets, with an interface that not everybody should reach.</summary>
public sealed class PathBypassTests : IAsyncDisposable
{
    private readonly RecordingOrigin _public = RecordingOrigin.Start();
    private readonly RecordingOrigin _admin = RecordingOrigin.Start();

    public async ValueTask DisposeAsync()
    {
        await _public.DisposeAsync();
        await _admin.DisposeAsync();
    }

    [Theory]
    [InlineData("/a/../admin")]
    [InlineData("/a/./../admin")]
    [InlineData("/./admin")]
    [InlineData("/a/%2e%2e/admin")]
    [InlineData("/a/%2E./admin")]
    [InlineData("/a/.%2e/admin")]
    [InlineData("/a%2f..%2fadmin")]
    [InlineData("/a%2F%2e%2e%2Fadmin")]
    [InlineData("/a%2f../admin")]
    [InlineData("/a/..%2fadmin")]
    [InlineData("/a;/../admin")]
    [InlineData("/a/..;/admin")]
    [InlineData("/a/..;x=1/admin")]
    [InlineData("/a/%2e%2e;/admin")]
    [InlineData("/a/..%3b/admin")]
    [InlineData("/a\\..\\admin")]
    [InlineData("/a%5c..%5cadmin")]
    [InlineData("/%5cadmin")]
    [InlineData("/%0d%0aadmin")]
    [InlineData("/%zzadmin")]
    [InlineData("/admin%2")]
    [InlineData("/a/..")]
    public async Task Path_ThatOthersCouldReadAsAnother_Is400AndReachesNobody(string path)
    {
        var answer = await AskAsync(path);

        answer.Status.ShouldBe(400, answer.Body.Text);
        answer.Body.Text.ShouldContain("HF4002");
        _public.Heads.ShouldBeEmpty();
        _admin.Heads.ShouldBeEmpty();
    }

    /// <summary>The server refuses it before anybody here sees it, so there is no id.</summary>
    [Theory]
    [InlineData("/admin%00")]
    [InlineData("/a%00/../admin")]
    public async Task Path_WithAnEscapedNul_Is400AndReachesNobody(string path)
    {
        (await AskAsync(path)).Status.ShouldBe(400);

        _public.Heads.ShouldBeEmpty();
        _admin.Heads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/%61dmin", "/admin")]
    [InlineData("/%61%64%6D%69%6e", "/admin")]
    [InlineData("/admin?a=%2e%2e", "/admin?a=%2e%2e")]
    [InlineData("/admin/%7Euser", "/admin/~user")]
    public async Task Path_ThatIsAdminsInAnotherSpelling_IsMatchedAndForwardedAsAdmins(string path, string forwarded)
    {
        (await AskAsync(path)).Status.ShouldBe(200);

        _admin.Requests.ShouldHaveSingleItem().Target.ShouldBe(forwarded);
        _public.Heads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("//admin")]
    [InlineData("/x//admin")]
    [InlineData("/%2561dmin")]
    [InlineData("/x%2Fadmin")]
    [InlineData("/x%252f..%252fadmin")]
    [InlineData("/ADMIN")]
    [InlineData("/adminx")]
    [InlineData("/x;admin")]
    public async Task Path_ThatIsNotAdmins_IsForwardedAsItCameAndNoneOfAdmins(string path)
    {
        (await AskAsync(path)).Status.ShouldBe(200);

        _public.Requests.ShouldHaveSingleItem().Target.ShouldBe(path);
        _admin.Heads.ShouldBeEmpty();
    }

    private async Task<RawResponse> AskAsync(string path)
    {
        await using var scene = await Scene.BeforeAsync(_public.Url, plan => plan with
        {
            MoreServices = [$"admin: {{ versions: {{ v1: {{ nodes: [ {PlanText.Quote([_admin.Url])} ] }} }} }}"],
            Interfaces =
            [
                "admin: { match: { path: \"/admin/{rest...}\" }, service: admin }",
                "admin-root: { match: { path: /admin }, service: admin }",
                "everything: { match: { path: \"/{rest...}\" }, service: origin }",
            ],
        });
        await using var client = await scene.ConnectAsync();
        return await client.AskAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation).Within("an answer");
    }
}
