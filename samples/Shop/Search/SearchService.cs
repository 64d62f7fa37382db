using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Shop.Catalogue;
using Shop.Nodes;

namespace Shop.Search;

/// <summary>Finds goods by words of their names.</summary>
internal sealed class SearchService : IShopService
{
    public static readonly Operation Query = Operation.Of("search", medianMs: 30, p99Ms: 200);

    private const int QueryLengthMax = 100;
    private const int ItemsMax = 10;

    public int Slots => 16;

    public IJsonTypeInfoResolver Json => SearchJson.Default;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/search", OnQuery).WithMetadata(Query);

    private static Results<Ok<SearchResult>, JsonHttpResult<Problem>> OnQuery(string? q)
    {
        if (q is not { Length: > 0 and <= QueryLengthMax })
            return Problems.BadRequest($"q must be 1 to {QueryLengthMax} characters");

        var found = Goods.All.Where(item => item.Name.Contains(q, StringComparison.OrdinalIgnoreCase)).ToArray();
        return TypedResults.Ok(new SearchResult(q, found.Length, [.. found.Take(ItemsMax)]));
    }
}
