using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>What people look at on the admin listener, beside the API: the console.</summary>
public interface IAdminPages
{
    /// <param name="routes">Of the admin listener. What changes something bears the mark that its gate asks for.</param>
    /// <param name="subject">The process that the pages speak of. They read it; no call ever waits for them.</param>
    void Map(IEndpointRouteBuilder routes, IAdminSubject subject);
}
