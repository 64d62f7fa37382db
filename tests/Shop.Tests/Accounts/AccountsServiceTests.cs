using System.Net;
using Shop.Nodes;

namespace Shop.Tests.Accounts;

public sealed class AccountsServiceTests
{
    private const string Ada = """{"email":"ada@example.com","name":"Ada"}""";
    private const string Bob = """{"email":"bob@example.com","name":"Bob"}""";

    [Fact]
    public async Task Register_NewUser_IsCreatedAndCanBeRead()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Accounts, "v7");

        using var created = await node.PostAsync("/api/users", Ada);

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var location = created.Headers.Location!.ToString();
        var user = await node.GetJsonAsync(location);
        user.GetProperty("email").GetString().ShouldBe("ada@example.com");
        location.ShouldBe($"/api/users/{user.GetProperty("id").GetString()}");
    }

    [Fact]
    public async Task Register_SameKeyTwice_IsDoneOnce()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Accounts, "v7");

        using var first = await node.PostAsync("/api/users", Ada, key: "k1");
        using var again = await node.PostAsync("/api/users", Ada, key: "k1");
        using var other = await node.PostAsync("/api/users", Ada, key: "k2");

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Headers.Contains(ShopHeaders.Replayed).ShouldBeFalse();
        again.Headers.Contains(ShopHeaders.Replayed).ShouldBeTrue();
        (await TestNode.ReadTextAsync(again)).ShouldBe(await TestNode.ReadTextAsync(first));
        other.Headers.Location.ShouldNotBe(first.Headers.Location);
    }

    [Fact]
    public async Task Register_SameKeyOnTwoNodes_GetsTheSameId()
    {
        await using var east = await TestNode.StartAsync(ShopServices.Accounts, "v7");
        await using var west = await TestNode.StartAsync(ShopServices.Accounts, "v7");

        using var first = await east.PostAsync("/api/users", Ada, key: "k1");
        using var again = await west.PostAsync("/api/users", Ada, key: "k1");

        again.Headers.Location.ShouldBe(first.Headers.Location);
    }

    [Fact]
    public async Task Register_KeyOfAnotherRequest_IsRefused()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Accounts, "v7");

        using var first = await node.PostAsync("/api/users", Ada, key: "k1");
        using var other = await node.PostAsync("/api/users", Bob, key: "k1");

        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":"nobody","name":"x"}""")]
    [InlineData("""{"email":"a@example.com"}""")]
    public async Task Register_Incomplete_IsRefused(string body)
    {
        await using var node = await TestNode.StartAsync(ShopServices.Accounts, "v7");

        using var refused = await node.PostAsync("/api/users", body);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("v7", false)]
    [InlineData("v8", true)]
    public async Task Register_Version_DiffersByOneField(string version, bool verifies)
    {
        await using var node = await TestNode.StartAsync(ShopServices.Accounts, version);

        using var created = await node.PostAsync("/api/users", Ada);

        (await TestNode.ReadJsonAsync(created)).TryGetProperty("verification", out _).ShouldBe(verifies);
    }

    [Fact]
    public async Task Read_UnknownUser_IsNotFound()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Accounts, "v7");

        using var answer = await node.GetAsync("/api/users/u-none");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
