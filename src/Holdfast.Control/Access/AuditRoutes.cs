using System.Globalization;
using Holdfast.Control.Admin;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Access;

/// <summary>Who changed what. It is only read: nothing that is posted anywhere changes a row.</summary>
internal sealed class AuditRoutes(AccessDesk access)
{
    private const int PageDefault = 50;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/api/audit", [HttpMethods.Get, HttpMethods.Head], PageAsync).Needs(Role.Viewer).Tells(
            "Who changed what, newest first.", AdminJson.Default.AuditPage, null,
            ("before", "Only older records than this one."), ("limit", "How many; 50 when left out, at most 500."));

    private async Task PageAsync(HttpContext context)
    {
        if (!TryNumber(context, "before", long.MaxValue, long.MaxValue, out var before) || !TryNumber(context, "limit", PageDefault, IAuditTrail.PageMax, out var limit))
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"'before' is the number of a record, 'limit' a number from 1 to {IAuditTrail.PageMax}.");
            return;
        }

        try
        {
            var page = await access.Audit.Trail.PageAsync(before, (int)limit, context.RequestAborted);
            // A row stays as it is: the page is the same while its first and its length are.
            var tag = $"\"{(page.Count > 0 ? page[0].Id : 0)}-{page.Count}\"";
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            long? next = page.Count == limit && page[^1].Id > 1 ? page[^1].Id : null;
            await context.Response.WriteAsJsonAsync(new AuditPage(page, next), AdminJson.Default.AuditPage, null, context.RequestAborted);
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }

    private static bool TryNumber(HttpContext context, string name, long otherwise, long max, out long number)
    {
        number = otherwise;
        var asked = context.Request.Query[name];
        return asked.Count == 0 || (long.TryParse(asked[0], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max);
    }
}
