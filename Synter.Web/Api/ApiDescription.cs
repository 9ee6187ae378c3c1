using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Synter.Web.Api;

/// <summary>What OpenAPI says of every endpoint alike: who may ask, and what a refusal looks like.</summary>
internal static class ApiDescription
{
    private const string Problem = "application/problem+json";

    private const string Scheme = "session";

    /// <summary>Names an endpoint for generated clients, and says in one line what it does.</summary>
    public static TBuilder Says<TBuilder>(this TBuilder endpoint, string operation, string summary) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithName(operation).WithSummary(summary);

    public static void DescribeSynter(this OpenApiOptions options) => options
        .AddDocumentTransformer(DocumentAsync)
        .AddOperationTransformer(OperationAsync)
        .AddSchemaTransformer(SchemaAsync);

    private static Task DocumentAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Synter",
            Version = "1",
            Description = "Agents propose. People approve. The gate acts. Sign in at /auth/login and send the access token as Bearer.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The access_token of a sign-in." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task OperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var isOpen = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();
        if (isOpen)
        {
            operation.Security = [];
        }

        operation.Responses ??= [];
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
        if (!isOpen)
        {
            operation.Responses.TryAdd("401", Refusal("Nobody is signed in: unauthenticated.", problem));
        }

        operation.Responses.TryAdd("default", Refusal("Refused, or failed; code says why.", problem));
    }

    private static OpenApiResponse Refusal(string description, OpenApiSchema problem) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new() { Schema = problem } },
    };

    /// <summary>Problems carry more than the framework's type knows.</summary>
    private static Task SchemaAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties.Remove("instance");
            schema.Properties["code"] = Text("Stable, in lower snake case.", "stale_revision");
            schema.Properties["correlation_id"] = Text("Finds all that belongs to this request, in the audit too.", "4bf92f3577b34da6a3ce929d0e0e4736");
            schema.Properties["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array | JsonSchemaType.Null,
                Description = "Every error, each with a JSON Pointer into the request.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["pointer"] = Text("Into the request's body.", "/config/brand_name"),
                        ["message"] = Text("What is wrong, for people.", "Give the brand's name."),
                    },
                },
            };
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string description, string example) => new() { Type = JsonSchemaType.String, Description = description, Examples = [example] };
}
