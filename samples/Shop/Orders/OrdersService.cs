using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Shop.Catalogue;
using Shop.Nodes;

namespace Shop.Orders;

/// <summary>The money: slowest of the services, and the first to be crowded in a sale.</summary>
internal sealed class OrdersService(NodeOptions options, TimeProvider time) : IShopService
{
    public static readonly Operation Place = Operation.Of("place-order", medianMs: 45, p99Ms: 250);
    public static readonly Operation List = Operation.Of("list-orders", medianMs: 15, p99Ms: 80);

    private const int LinesMax = 20;
    private const int QuantityMax = 100;
    private const int ListMax = 20;

    private readonly KeyedStore<Order> _orders = new();
    private readonly Ids _ids = new("o-", options.Name);

    public int Slots => 12;

    public IJsonTypeInfoResolver Json => OrdersJson.Default;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/orders", OnPlace).WithMetadata(Place);
        routes.MapGet("/api/orders", OnList).WithMetadata(List);
    }

    private Results<Created<Order>, JsonHttpResult<Problem>> OnPlace(
        OrderRequest request,
        [FromHeader(Name = ShopHeaders.IdempotencyKey)] string? key,
        HttpResponse response)
    {
        if (request is not { User: { Length: > 0 } user, Lines: { Count: > 0 and <= LinesMax } lines })
            return Problems.BadRequest($"user must be given, and 1 to {LinesMax} lines");

        var totalCents = 0;
        foreach (var line in lines)
        {
            if (line is not { Item: not null, Quantity: > 0 and <= QuantityMax } || Goods.Find(line.Item) is not { } item)
                return Problems.BadRequest($"a line needs an item of the catalogue and a quantity of 1 to {QuantityMax}");
            totalCents += item.PriceCents * line.Quantity;
        }

        var id = _ids.For(key);
        var order = new Order(id, user, lines, totalCents, time.GetUtcNow());
        var kept = _orders.GetOrAdd(id, order);
        if (kept.User != user || !kept.Lines.SequenceEqual(lines))
            return Problems.KeyReused();

        if (!ReferenceEquals(kept, order))
            response.Headers[ShopHeaders.Replayed] = "true";
        return TypedResults.Created((string?)null, kept);
    }

    private Results<Ok<OrderList>, JsonHttpResult<Problem>> OnList(string? user) => user is { Length: > 0 }
        ? TypedResults.Ok(new OrderList(_orders.Newest(order => order.User == user, ListMax)))
        : Problems.BadRequest("user must be given");
}
