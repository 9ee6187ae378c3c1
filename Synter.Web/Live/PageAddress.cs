using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Synter.Web.Live;

/// <summary>
/// Where a page is: what the browser says, and what the page has been given of it. The two come apart for a moment when the frame
/// around the page renders it, on news of its own, after the browser has gone on and before the router and the query have told the page.
/// </summary>
/// <param name="Uri">Without its fragment.</param>
/// <param name="Given">What its parameters hold, of the route and of the query.</param>
internal readonly record struct PageAddress(string Uri, string Given)
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_parameters = [];

    public static PageAddress Of(IComponent page, string uri) => new(
        uri.Split('#')[0], string.Join('\n', s_parameters.GetOrAdd(page.GetType(), Parameters).Select(parameter => parameter.GetValue(page))));

    private static PropertyInfo[] Parameters(Type page) =>
    [
        .. page.GetProperties().Where(property =>
            property.IsDefined(typeof(ParameterAttribute), true) || property.IsDefined(typeof(SupplyParameterFromQueryAttribute), true)),
    ];
}
