using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Shop.Nodes;

namespace Shop.Coupons;

/// <summary>Coupons: pleasant to have, and nothing a registration should wait for.</summary>
internal sealed class CouponsService(NodeOptions options, TimeProvider time) : IShopService
{
    public static readonly Operation Issue = Operation.Of("issue-coupon", medianMs: 25, p99Ms: 120);

    private const int WelcomeCents = 500;

    private readonly KeyedStore<Coupon> _coupons = new();
    private readonly Ids _ids = new("c-", options.Name);

    public int Slots => 8;

    public IJsonTypeInfoResolver Json => CouponsJson.Default;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/coupons", OnIssue).WithMetadata(Issue);

    private Results<Created<Coupon>, JsonHttpResult<Problem>> OnIssue(
        CouponRequest request,
        [FromHeader(Name = ShopHeaders.IdempotencyKey)] string? key,
        HttpResponse response)
    {
        if (request is not { User: { Length: > 0 } user, Campaign: { Length: > 0 } campaign })
            return Problems.BadRequest("user and campaign must be given");

        var id = _ids.For(key);
        var coupon = new Coupon(id, user, campaign, WelcomeCents, time.GetUtcNow());
        var kept = _coupons.GetOrAdd(id, coupon);
        if (kept.User != user || kept.Campaign != campaign)
            return Problems.KeyReused();

        if (!ReferenceEquals(kept, coupon))
            response.Headers[ShopHeaders.Replayed] = "true";
        return TypedResults.Created((string?)null, kept);
    }
}
