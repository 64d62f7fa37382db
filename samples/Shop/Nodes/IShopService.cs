using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Shop.Nodes;

/// <summary>One of the shop's services, as a node hosts it.</summary>
internal interface IShopService
{
    /// <summary>Requests one node works on at the same time.</summary>
    int Slots { get; }

    IJsonTypeInfoResolver Json { get; }

    /// <summary>Each endpoint carries its <see cref="Operation"/> as metadata.</summary>
    void Map(IEndpointRouteBuilder routes);
}
