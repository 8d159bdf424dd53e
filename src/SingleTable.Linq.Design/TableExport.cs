using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Design.Exports;
using SingleTable.Linq.Design.Policies;

namespace SingleTable.Linq.Design;

/// <summary>The table of a context in the formats of other tools. All of them create the table that <see cref="TableContext.EnsureTableAsync"/> creates; nothing is sent.</summary>
/// <remarks>JSON in UTF-8 with two spaces and line feeds; the same model gives the same text.</remarks>
public static class TableExport
{
    /// <summary>The request CreateTable, for <c>aws dynamodb create-table --cli-input-json</c>. Time to live is a request of its own: <see cref="TimeToLive"/>.</summary>
    /// <param name="context">The context.</param>
    public static string CreateTable(TableContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return CreateTableJson.Write(context.CreateTableRequest());
    }

    /// <summary>The request UpdateTimeToLive, for <c>aws dynamodb update-time-to-live --cli-input-json</c>; null where nothing expires.</summary>
    /// <param name="context">The context.</param>
    public static string? TimeToLive(TableContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Model.TimeToLiveAttribute is { } attribute ? CreateTableJson.WriteTimeToLive(context.Model.Name, attribute) : null;
    }

    /// <summary>A CloudFormation template with the table (<c>AWS::DynamoDB::Table</c>), which stays when the stack is deleted, and outputs of its name and its ARN.</summary>
    /// <param name="context">The context.</param>
    /// <exception cref="ExportException">A name of the model would be read as a dynamic reference.</exception>
    public static string CloudFormation(TableContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return CloudFormationJson.Write(context.CreateTableRequest(), context.Model.TimeToLiveAttribute, isSam: false);
    }

    /// <summary>The same as a template of the Serverless Application Model. Its own table type knows no sort keys and indexes, so the table is CloudFormation's.</summary>
    /// <param name="context">The context.</param>
    /// <exception cref="ExportException">A name of the model would be read as a dynamic reference.</exception>
    public static string Sam(TableContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return CloudFormationJson.Write(context.CreateTableRequest(), context.Model.TimeToLiveAttribute, isSam: true);
    }

    /// <summary>Terraform's JSON configuration with the table (<c>aws_dynamodb_table</c>), for a file <c>….tf.json</c>. Indexes of several attributes need version 6.29 of the AWS provider.</summary>
    /// <param name="context">The context.</param>
    public static string Terraform(TableContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return TerraformJson.Write(context.CreateTableRequest(), context.Model.TimeToLiveAttribute);
    }

    /// <summary>A data model of NoSQL Workbench: a facet for each entity, and the items as sample data.</summary>
    /// <param name="context">The context.</param>
    /// <param name="items">Sample items, as <see cref="TableContext.ToItem"/> makes them; none unless they are given.</param>
    /// <param name="omitUnsupportedIndexes">Leaves out the indexes that the format cannot express, and says so in the model's description; else they are an error.</param>
    /// <exception cref="ExportException">An index is local, or has keys of several attributes.</exception>
    public static string Workbench(
        TableContext context, IEnumerable<IReadOnlyDictionary<string, AttributeValue>>? items = null, bool omitUnsupportedIndexes = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        return WorkbenchJson.Write(context.Model, context.CreateTableRequest(), [.. items ?? []], omitUnsupportedIndexes);
    }

    /// <summary>
    /// An IAM policy that keeps a tenant to its own items, by the condition <c>dynamodb:LeadingKeys</c>: the beginnings of the keys that the model makes, each with the separator
    /// behind the tenant, on the table and on each index by its own keys. What cannot be limited is not allowed, and is in the warnings.
    /// </summary>
    /// <param name="context">The context; its own tenant does not matter.</param>
    /// <param name="options">For whom; one policy for all tenants, by a tag of the principal, unless they say otherwise.</param>
    /// <exception cref="ExportException">The table has no tenants, or no key begins with one.</exception>
    /// <exception cref="KeyValueException">The tenant's id cannot be in a key.</exception>
    /// <exception cref="ArgumentException">An option cannot be in a policy.</exception>
    public static TenantPolicy IamPolicy(TableContext context, TenantPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return PolicyWriter.Write(context.Model, options ?? new TenantPolicyOptions());
    }
}
