using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Shop.Nodes;

namespace Shop.Catalogue;

/// <summary>What is for sale: read by everyone, and most of all one item of it.</summary>
internal sealed class CatalogueService : IShopService
{
    public static readonly Operation List = Operation.Of("list-items", medianMs: 12, p99Ms: 60);
    public static readonly Operation Read = Operation.Of("read-item", medianMs: 5, p99Ms: 25);

    private const int SizeDefault = 20;
    private const int SizeMax = 100;

    public int Slots => 32;

    public IJsonTypeInfoResolver Json => CatalogueJson.Default;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/catalog/items", OnList).WithMetadata(List);
        routes.MapGet("/api/catalog/items/{id}", OnRead).WithMetadata(Read);
    }

    private static Results<Ok<ItemPage>, JsonHttpResult<Problem>> OnList(int page = 1, int size = SizeDefault)
    {
        if (page is < 1 or > Goods.ItemsMax || size is < 1 or > SizeMax)
            return Problems.BadRequest($"page must be 1 to {Goods.ItemsMax}, and size 1 to {SizeMax}");

        IReadOnlyList<Item> items = [.. Goods.All.Skip((page - 1) * size).Take(size)];
        return TypedResults.Ok(new ItemPage(page, size, Goods.All.Count, items));
    }

    private static Results<Ok<Item>, JsonHttpResult<Problem>> OnRead(string id) =>
        Goods.Find(id) is { } item ? TypedResults.Ok(item) : Problems.NotFound($"No item '{id}'");
}
