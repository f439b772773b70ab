/*
 * Quire's sentences. Goals: every alternative labelled, precedence in one left-recursive rule, one entry rule per consumer. It accepts
 * loosely where a builder can then say exactly what is wrong.
 */
parser grammar QuireParser;

options { tokenVocab = QuireLexer; }

scenarioFile: end* (declaration end*)* EOF;
replInput: end* ((declaration | statement) end*)* EOF;
standaloneExpression: end* expression end* EOF;

end: NEWLINE | SEMICOLON;

declaration
    : USE name                                                                       # useDeclaration
    | CONST name ASSIGN expression                                                   # constDeclaration
    | OPTION name (COLON type)? ASSIGN expression                                    # optionDeclaration
    | RECORDED? PROFILE name (COLON base=name)? LBRACE end* (setting end*)* RBRACE   # profileDeclaration
    | ENUM name cases                                                                # enumDeclaration
    | FLAGS name cases                                                               # flagsDeclaration
    | RECORD name fields                                                             # recordDeclaration
    | OBJECT name fields                                                             # objectDeclaration
    | function                                                                       # functionDeclaration
    | EVENT name LPAREN parameters? RPAREN                                           # eventDeclaration
    | CALLBACKS name LBRACE end* (callback end*)* RBRACE                             # callbacksDeclaration
    | SECONDARY name (LPAREN parameters? RPAREN)? LBRACE end* (secondaryMember end*)* RBRACE # secondaryDeclaration
    | PATCH name ASSIGN sum+=name (PLUS sum+=name)*                                  # patchSum
    | PATCH name LBRACE end* (change end*)* RBRACE                                   # patchDeclaration
    | extension                                                                      # extensionDeclaration
    | SCENARIO TEXT TAG* LBRACE end* (scenarioMember end*)* RBRACE                   # scenarioDeclaration
    ;

extension
    : EXTEND FLAGS name cases                                                        # extendFlags
    | EXTEND (OBJECT | RECORD | SECONDARY) name LBRACE end* (secondaryMember end*)* RBRACE # extendObject
    ;

setting: name ASSIGN expression;
cases: LBRACE end* (name ((COMMA | end) end* name)*)? COMMA? end* RBRACE;
fields: LBRACE end* (field end*)* RBRACE;
field: storage=(VAR | SHARED | METRIC | GHOST)? name COLON type (ASSIGN expression)? COMMA?;
parameters: parameter (COMMA parameter)* COMMA?;
parameter: name COLON type;

function
    : EXTERN FN name LPAREN parameters? RPAREN (ARROW type)?          # externFunction
    | FN name LPAREN parameters? RPAREN (ARROW type)? block           # plainFunction
    | INVARIANT name LPAREN parameters? RPAREN block                  # invariantFunction
    | INVARIANT name LPAREN parameters? RPAREN ASSIGN expression      # invariantExpression
    ;

callback: ON name LPAREN parameters? RPAREN (ARROW type)? block?;

secondaryMember
    : field      # secondaryField
    | callback   # secondaryCallback
    | function   # secondaryFunction
    ;

change
    : (REPLACE | OVERRIDES) function                                              # replaceFunction
    | (REPLACE | OVERRIDES) ON owner=name DOT name LPAREN parameters? RPAREN (ARROW type)? block # replaceCallback
    | extension                                                                   # extendChange
    | SET setting                                                                 # setOption
    | declaration                                                                 # addDeclaration
    ;

scenarioMember
    : KERNEL IN LBRACKET end* kernels+=kernelExpression (COMMA end* kernels+=kernelExpression)* end* RBRACKET # kernelMember
    | SETUP block                                      # setupMember
    | THREAD name block                                # threadMember
    | kind=(ALWAYS | NEVER | EXISTS | EVENTUALLY) expression # propertyMember
    | statement                                        # statementMember
    ;

kernelExpression: layers+=name (PLUS layers+=name)*;

block: LBRACE end* (statement (end+ statement)* end*)? RBRACE;

statement
    : kind=(LET | VAR) name (COLON type)? (ASSIGN expression)?                     # localStatement
    | GHOST VAR name (COLON type)? (ASSIGN expression)?                            # ghostStatement
    | PROCESS name                                                                 # processStatement
    | GUEST name ASSIGN expression                                                 # guestStatement
    | IF expression block (ELSE (elseIf=statement | otherwise=block))?             # ifStatement
    | WHILE expression block                                                       # whileStatement
    | (FOR | EACH) name IN expression block                                        # forStatement
    | BREAK                                                                        # breakStatement
    | CONTINUE                                                                     # continueStatement
    | RETURN expression?                                                           # returnStatement
    | MATCH expression LBRACE end* (arm end*)* RBRACE                              # matchStatement
    | op=(ACQUIRE | RELEASE | DOWNGRADE | ASSERT_HELD | YIELD_LOCK) SHARED? expression # lockStatement
    | LOCK SHARED? expression block                                                # lockBlock
    | WAIT UNTIL expression                                                        # waitStatement
    | RETRY                                                                        # retryStatement
    | CHOOSE block (OR block)+                                                     # chooseStatement
    | ATOMIC block                                                                 # atomicStatement
    | EMIT name LPAREN arguments? RPAREN                                           # emitStatement
    | kind=(FAIL | UNMODELLED) TEXT                                                # failStatement
    | EXPECT EVENTS LBRACE end* (eventPattern (end+ eventPattern)* end*)? RBRACE IN block # expectEvents
    | EXPECT name block                                                            # expectOutcome
    | EXPECT expression                                                            # expectStatement
    | target=expression op=(ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | AND_ASSIGN | OR_ASSIGN) value=expression # assignStatement
    | expression                                                                   # expressionStatement
    ;

arm: (ELSE | patterns+=expression (COMMA patterns+=expression)*) FAT_ARROW (block | statement);
eventPattern: name operands+=expression*;
arguments: end* expression (end* COMMA end* expression)* COMMA? end*;

expression
    : primary                                                                      # primaryExpression
    | target=expression DOT name LPAREN arguments? RPAREN                          # methodCall
    | target=expression DOT name                                                   # member
    | target=expression LBRACKET index=expression RBRACKET                         # index
    | op=(MINUS | NOT | TILDE) operand=expression                                  # unary
    | left=expression op=(STAR | SLASH | PERCENT) right=expression                 # multiplicative
    | left=expression op=(PLUS | MINUS) right=expression                           # additive
    | left=expression (SHL | GT GT) right=expression                               # shift
    | left=expression op=AMP right=expression                                      # bitAnd
    | left=expression op=(PIPE | CARET) right=expression                           # bitOr
    | low=expression op=(DOTS | HALF_OPEN) high=expression                         # range
    | target=expression HAS name                                                   # has
    | target=expression IS LBRACE end* (fieldInit ((COMMA | end) end* fieldInit)*)? COMMA? end* RBRACE # is
    | left=expression op=(EQ | NE | LE | GE | LT | GT | IN) right=expression       # comparison
    | left=expression AND_AND right=expression                                     # and
    | left=expression OR_OR right=expression                                       # or
    | IF condition=expression THEN then=expression ELSE otherwise=expression       # conditional
    | TRY operand=expression                                                       # try
    | CHOOSE alternatives+=expression (COMMA alternatives+=expression)*            # choose
    | TRYLOCK SHARED? operand=expression                                           # trylock
    ;

primary
    : INT UNIT?                                                                    # intLiteral
    | (YES | NO)                                                                   # boolLiteral
    | NONE                                                                         # noneLiteral
    | PERM                                                                         # permLiteral
    | TEXT                                                                         # textLiteral
    | LPAREN expression RPAREN UNIT?                                               # parenthesised
    | NEW type LPAREN arguments? RPAREN                                            # newSecondary
    | NEW name LBRACE end* (fieldInit ((COMMA | end) end* fieldInit)*)? COMMA? end* RBRACE # newObject
    | ORIGINAL LPAREN arguments? RPAREN                                            # originalCall
    | name LPAREN arguments? RPAREN                                                # call
    | name                                                                         # nameExpression
    ;

fieldInit: name COLON expression;

type
    : LBRACKET expression RBRACKET type             # arrayType
    | name (LT type (COMMA type)* GT)?              # namedType
    | type QUESTION                                 # nullableType
    | type OR name                                  # errnoType
    ;

name: IDENT | UNIT | SET | ON | EVENT | EVENTS | KERNEL | SETUP | THREAD | PROCESS | GUEST | EXTEND | RECORDED | LOCK | METRIC | RELEASE | FLAGS | OBJECT | RECORD | OPTION | PATCH;
