using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Shop.Catalogue;
using Shop.Nodes;

namespace Shop.Recommendations;

/// <summary>Goods a customer may like: the first thing the shop gives up when it must.</summary>
internal sealed class RecommendationsService : IShopService
{
    public static readonly Operation Recommend = Operation.Of("recommend", medianMs: 20, p99Ms: 150);

    private const string Anyone = "anyone";
    private const int ItemsMax = 5;

    public int Slots => 8;

    public IJsonTypeInfoResolver Json => RecommendationsJson.Default;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/recommendations", OnRecommend).WithMetadata(Recommend);

    /// <summary>The same customer gets the same goods, from whichever node.</summary>
    private static Ok<RecommendationList> OnRecommend(string user = Anyone)
    {
        var draws = new Draws(Ids.Hash(user));
        var items = Enumerable.Range(0, ItemsMax)
            .Select(_ => Goods.All[(int)(draws.Next() * Goods.ItemsMax)])
            .DistinctBy(item => item.Id);
        return TypedResults.Ok(new RecommendationList(user, [.. items]));
    }
}
