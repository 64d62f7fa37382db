using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Shop.Nodes;

namespace Shop.Accounts;

/// <summary>Who the customers are. Registration is what the shop can least do without.</summary>
internal sealed class AccountsService(NodeOptions options, TimeProvider time) : IShopService
{
    public static readonly Operation Register = Operation.Of("register", medianMs: 35, p99Ms: 180);
    public static readonly Operation Read = Operation.Of("read-user", medianMs: 6, p99Ms: 30);

    private readonly KeyedStore<Account> _accounts = new();
    private readonly Ids _ids = new("u-", options.Name);

    public int Slots => 16;

    public IJsonTypeInfoResolver Json => AccountsJson.Default;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/users", OnRegister).WithMetadata(Register);
        routes.MapGet("/api/users/{id}", OnRead).WithMetadata(Read);
    }

    private Results<Created<Account>, JsonHttpResult<Problem>> OnRegister(
        Registration registration,
        [FromHeader(Name = ShopHeaders.IdempotencyKey)] string? key,
        HttpResponse response)
    {
        if (registration is not { Email: { Length: > 0 } email, Name: { Length: > 0 } name } || !email.Contains('@'))
            return Problems.BadRequest("email must be an address, and name must be given");

        var id = _ids.For(key);
        var account = new Account(id, email, name, time.GetUtcNow(), options.Version == "v7" ? null : "pending");
        var kept = _accounts.GetOrAdd(id, account);
        if (kept.Email != email || kept.Name != name)
            return Problems.KeyReused();

        if (!ReferenceEquals(kept, account))
            response.Headers[ShopHeaders.Replayed] = "true";
        return TypedResults.Created($"/api/users/{id}", kept);
    }

    private Results<Ok<Account>, JsonHttpResult<Problem>> OnRead(string id) =>
        _accounts.Find(id) is { } account ? TypedResults.Ok(account) : Problems.NotFound($"No user '{id}'");
}
