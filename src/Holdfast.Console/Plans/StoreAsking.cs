using Holdfast.Control.Store;

namespace Holdfast.WebConsole.Plans;

/// <summary>Asks the store for a page that is nothing without it.</summary>
internal static class StoreAsking
{
    /// <returns>Nothing where the store is away: every page says that it is.</returns>
    public static async ValueTask<T?> AskAsync<T>(Func<Task<T?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreException)
        {
            return default;
        }
    }
}
